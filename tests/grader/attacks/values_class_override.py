# ATTACK: __class__ property pretending to be ndarray
# MUST HOLD: rejected
# EXPECT: error
import numpy as np


class C:
    @property
    def __class__(s):
        return np.ndarray


def f(x):
    return C()
