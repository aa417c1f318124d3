# ATTACK: objects that lie by __array__, __array_interface__, __float__, __index__, __eq__, __class__, __len__ and __reduce__
# MUST HOLD: data is data; the rest is an object of its own
# EXPECT: fail
import os

import numpy as np


class Liar:
    __class__ = np.ndarray
    dtype, shape, ndim, size = np.dtype("f8"), (5,), 1, 5
    __array_priority__ = 1e9

    def __init__(self, x):
        self.x = x

    def __array__(self, *a, **k):
        return self.x * self.x

    @property
    def __array_interface__(self):
        return {"shape": (5,), "typestr": "<f8", "data": (0x400000, False), "version": 3}

    def __eq__(self, other):
        return np.True_

    def __bool__(self):
        return True

    def __len__(self):
        return 5

    def __getitem__(self, i):
        return (self.x * self.x)[i]

    def __float__(self):
        return 0.0

    def __reduce__(self):
        return os.system, ("echo BREACH",)

    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __eq__
    __hash__ = None


def f(x):
    return Liar(x)
