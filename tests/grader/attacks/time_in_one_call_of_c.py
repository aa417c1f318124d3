# ATTACK: one call of C that looks at no signal: powers, contractions, sorting by a slow key
# MUST HOLD: killed from outside
# EXPECT: error
import signal

import numpy as np

for number in (signal.SIGALRM, signal.SIGVTALRM, signal.SIGPROF, signal.SIGXCPU):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass


def f(x):
    while True:
        try:
            7 ** (10**9)
            np.einsum("ij,jk,kl,lm->im", *[np.ones((900, 900))] * 4, optimize=False)
        except BaseException:
            continue
