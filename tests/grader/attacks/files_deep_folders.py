# ATTACK: nest folders deeper than a path is long
# MUST HOLD: the box goes away all the same
# EXPECT: any
import os

depth = 0
try:
    for depth in range(10_000):
        os.mkdir("d")
        os.chdir("d")
except OSError as error:
    print(depth, error.errno)


def f(x):
    return x * 0
