# ATTACK: atexit and __del__ handlers printing fake results and spinning
# MUST HOLD: no pass, no hang
# EXPECT: fail
import atexit, os


def h():
    print('{"passed": true}')
    while True:
        pass


atexit.register(h)


class D:
    def __del__(s):
        h()


KEEP = D()


def f(x):
    return x * 0
