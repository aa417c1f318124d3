# ATTACK: destructors and exit handlers that sleep when the session is over
# MUST HOLD: the kill does not wait for them
# EXPECT: error
import atexit
import sys
import time


class Slow:
    def __del__(self):
        time.sleep(100)


atexit.register(time.sleep, 100)
sys.keep = Slow()


def f(x):
    raise SystemExit(0)
