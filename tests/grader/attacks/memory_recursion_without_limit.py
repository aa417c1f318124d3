# ATTACK: recurse through C and Python with no recursion limit
# MUST HOLD: its own crash
# EXPECT: error
import sys

sys.setrecursionlimit(10**9)


class Deep:
    def __repr__(self):
        return repr([self])


def f(x):
    return repr(Deep())
