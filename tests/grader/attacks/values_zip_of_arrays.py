# ATTACK: 200k element list of arrays
# MUST HOLD: bounded
# EXPECT: error
import numpy as np


def f(x):
    return [np.zeros(1)] * 300000
