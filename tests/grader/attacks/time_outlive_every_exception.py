# ATTACK: catch whatever comes, in finalisers, generators and context managers, and begin anew
# MUST HOLD: the end is no exception
# EXPECT: error
import contextlib
import sys

sys.setrecursionlimit(10**6)


class Again(contextlib.AbstractContextManager):
    def __exit__(self, *told):
        return True

    def __del__(self):
        Again()


def eternal():
    while True:
        try:
            yield 1
        except BaseException:
            pass
        finally:
            continue


def f(x):
    kept = eternal()
    while True:
        with Again():
            for _ in kept:
                try:
                    f(x)
                except BaseException:
                    kept.throw(KeyboardInterrupt)
