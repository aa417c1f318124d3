# ATTACK: end by every signal that leaves a core behind
# MUST HOLD: no core, no helper of the host started for it, the program's own end
# EXPECT: error
import os
import signal

import numpy as np

wanted = [signal.SIGABRT, signal.SIGQUIT, signal.SIGFPE, signal.SIGILL, signal.SIGSYS, signal.SIGTRAP]


def f(x):
    for number in wanted:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, wanted)
    secret = np.full(1 << 20, 7.0)
    for number in wanted:
        os.kill(os.getpid(), number)
    os.abort()
    return secret
