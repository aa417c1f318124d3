# ATTACK: masked, structured, date and string arrays, matrices, long doubles
# MUST HOLD: refused or wrong
# EXPECT: error
import numpy as np


def f(x):
    return [
        np.ma.masked_all(3),
        np.matrix([[1]]),
        np.zeros(2, "i4,f8"),
        np.datetime64("now"),
        np.longdouble(1),
        np.array(["a"]),
        np.void(b"xx"),
        np.array([b"a"]),
    ]
