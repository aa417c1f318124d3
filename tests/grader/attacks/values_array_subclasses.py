# ATTACK: arrays that overrule comparison, and claim to be what is wanted
# MUST HOLD: plain arrays arrive
# EXPECT: fail
import numpy as np


class Yes(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)

    def __array_ufunc__(self, *a, **k):
        return True

    def __array_function__(self, *a, **k):
        return True

    dtype = np.dtype(float)


def f(x):
    return (x * 0).view(Yes)
