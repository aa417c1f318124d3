# ATTACK: give the processor away all the time, so that the machine seems to have had none to give
# MUST HOLD: over after three times its wall time at the latest; the program is blamed
# EXPECT: error
import os


def f(x):
    try:
        os.nice(19)
    except OSError:
        pass
    try:
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    except OSError:
        pass
    while True:
        try:
            os.sched_yield()
        except OSError:
            pass
