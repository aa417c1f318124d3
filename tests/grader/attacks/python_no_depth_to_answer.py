# ATTACK: leave the runner no stack to answer with
# MUST HOLD: the program's own failure
# EXPECT: error
import sys


def f(x):
    def sink(depth):
        try:
            return sink(depth + 1)
        finally:
            sys.setrecursionlimit(max(depth + 3, 5))

    try:
        sink(0)
    except RecursionError:
        pass
    frame = sys._getframe()
    depth = 0
    while frame is not None:
        frame, depth = frame.f_back, depth + 1
    sys.setrecursionlimit(depth + 1)
    return [[[[[[x]]]]]]
