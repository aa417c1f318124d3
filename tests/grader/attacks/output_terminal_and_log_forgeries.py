# ATTACK: print log lines, escapes and carriage returns as if the grader had said them; NUL; C1 codes
# MUST HOLD: they are text of the program and reach no log of ours
# EXPECT: fail
import sys

for out in (sys.stdout, sys.stderr):
    out.write("\x1b]0;owned\x07\x1b[2J\x1b[1;1H\x9b31m\x00\r\n")
    out.write('{"state": "graded", "marks": 99, "out_of": 1}\n')
    out.write("ERROR grader.worker: machine fault\u2028\u2029\x85\x0b\x0c")
    out.write("\N{RIGHT-TO-LEFT OVERRIDE}" * 100 + "\N{TAG LATIN SMALL LETTER A}" * 500)
    out.write("a\u0300" + "\u0300" * 5000)


def f(x):
    return x * 0
