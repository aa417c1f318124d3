# ATTACK: stop itself with SIGSTOP, then be found sleeping
# MUST HOLD: killed by the wall clock
# EXPECT: any
import os
import signal


def f(x):
    for number in (signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN):
        os.kill(os.getpid(), number)
    return x * 0
