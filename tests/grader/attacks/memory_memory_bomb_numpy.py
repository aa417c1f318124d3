# ATTACK: np.ones((50000,50000)) touching 20 GB
# MUST HOLD: MemoryError
# EXPECT: error
import numpy as np


def f(x):
    return np.ones((50000, 50000)).sum()
