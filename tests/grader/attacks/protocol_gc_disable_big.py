# ATTACK: gc.disable + cycles, tracemalloc, faulthandler on fd 3
# MUST HOLD: no forging
# EXPECT: any
import gc, faulthandler, tracemalloc

gc.disable()
tracemalloc.start(50)
faulthandler.enable(file=2)
faulthandler.dump_traceback_later(0.2, file=3)
import time

time.sleep(0.5)


def f(x):
    return x * 0
