# ATTACK: hang at the very end: __del__ of module globals, weakref callbacks, atexit, excepthook, stdout whose flush never ends
# MUST HOLD: killed at the deadline; nobody waits for it
# EXPECT: any
import atexit, sys, weakref


def forever(*_):
    while True:
        pass


class Slow:
    __del__ = forever
    flush = forever

    def write(self, text):
        return len(text)


slow = Slow()
watched = weakref.ref(slow, forever)
atexit.register(forever)
sys.excepthook = sys.unraisablehook = forever
sys.stdout = sys.stderr = Slow()


def f(x):
    return x * x
