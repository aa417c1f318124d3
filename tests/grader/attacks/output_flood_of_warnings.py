# ATTACK: a warning a line for ever new categories with messages of megabytes, and a showwarning that recurses
# MUST HOLD: twenty are kept, cut; the worker pays nothing for the rest
# EXPECT: any
import warnings

import numpy as np

np.seterr(all="warn")
warnings.simplefilter("always")
big = "BIG" * 300_000


def f(x):
    for number in range(3000):
        kind = type(f"W{number}" * 100, (UserWarning,), {})
        warnings.warn(big if number % 500 == 0 else str(number), kind, stacklevel=number % 5)
    np.ones(3) / np.zeros(3)
    return x * x
