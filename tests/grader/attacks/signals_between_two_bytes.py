# ATTACK: a handler that raises at random moments of the runner, large answers meanwhile
# MUST HOLD: half a frame is the program's fault; nothing waits for ever
# EXPECT: error
import random
import signal

import numpy as np


def again(*_):
    signal.setitimer(signal.ITIMER_REAL, random.uniform(1e-4, 2e-3))
    raise KeyboardInterrupt


signal.signal(signal.SIGALRM, again)


def f(x):
    signal.setitimer(signal.ITIMER_REAL, 1e-3)
    while True:
        try:
            return np.ones(900_000)
        except KeyboardInterrupt:
            pass
