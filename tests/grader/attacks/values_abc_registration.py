# ATTACK: make every class a number, a sequence and an array for whoever asks isinstance
# MUST HOLD: the trusted side asks for no class of this process
# EXPECT: error
import abc
import collections.abc
import numbers

import numpy as np


class Liar:
    def __float__(self):
        return 1.0

    __complex__ = __index__ = __int__ = lambda self: 1
    __array_priority__ = 1e9
    __array_ufunc__ = __array_function__ = lambda self, *a, **k: True
    __lt__ = __gt__ = __le__ = __ge__ = __eq__ = __ne__ = lambda self, other: True
    __len__ = lambda self: 5
    __iter__ = lambda self: iter([self] * 5)
    __getitem__ = lambda self, key: self
    dtype, shape, ndim, size = np.dtype("f8"), (5,), 1, 5
    __class__ = np.ndarray


for base in (numbers.Number, numbers.Real, numbers.Integral, collections.abc.Sequence):
    base.register(Liar)
abc.ABCMeta.__instancecheck__ = lambda cls, instance: True
abc.ABCMeta.__subclasscheck__ = lambda cls, other: True


def f(x):
    return Liar()
