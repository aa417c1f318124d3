# ATTACK: (a+)+$ backtracking
# MUST HOLD: killed
# EXPECT: error
import re


def f(x):
    re.match(r"(a+)+$", "a" * 40 + "b")
    return x * x
