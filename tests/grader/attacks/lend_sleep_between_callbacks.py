# ATTACK: spend no processor time, only wall time, between callbacks
# MUST HOLD: the wall clock holds
# EXPECT: error
# TASK: lend
import time


def f(g, n):
    while True:
        g(1.0)
        time.sleep(0.4)
