# ATTACK: lone surrogates, NULs, ANSI escapes, bidi and huge strings in stdout and exceptions
# MUST HOLD: no crash in grader
# EXPECT: error
print("\ud800\x00\x1b]0;x\x07\u202e<script>alert(1)</script>")


def f(x):
    raise ValueError("\ud800" * 1000)
