# ATTACK: NaN everywhere
# MUST HOLD: fail
# EXPECT: fail
import numpy as np


def f(x):
    return np.full_like(x, np.nan)
