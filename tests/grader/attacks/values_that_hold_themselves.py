# ATTACK: arrays of objects without a dimension that hold themselves, and each other
# MUST HOLD: the depth is bounded
# EXPECT: error
import numpy as np


def f(x):
    one, other = np.empty((), dtype=object), np.empty((1, 1, 1), dtype=object)
    one[()], other[0, 0, 0] = other, one
    return other
