# ATTACK: print to the very limit, then sleep with the pipe full
# MUST HOLD: the wall clock holds
# EXPECT: error
import os
import time


def f(x):
    os.write(1, b"x" * 65536)
    time.sleep(1000)
