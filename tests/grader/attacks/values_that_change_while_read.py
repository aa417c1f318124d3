# ATTACK: containers that grow, shrink and change their kind while the encoder walks over them
# MUST HOLD: an error of the program, or an answer that is wrong
# EXPECT: any
import sys

import numpy as np

outer = []


class Grows:
    def __class_getitem__(cls, key):
        return cls

    @property
    def __class__(self):
        outer.append(self)
        return float

    def __float__(self):
        outer.clear()
        return 1.0


def f(x):
    inner = {}

    class Key(str):
        def __hash__(self):
            inner.clear()
            inner.update({i: i for i in range(50)})
            return 1

    outer[:] = [Grows(), x * x, Grows(), inner, Key("a"), memoryview(b"abc"), range(10**4)]
    sys.setswitchinterval(1e-9)
    return outer
