# ATTACK: arrays whose header was rewritten by ctypes: shape, strides, data and type that do not fit
# MUST HOLD: a crash is the program's; nothing but its own memory can come back
# EXPECT: any
import ctypes

import numpy as np


def f(x):
    made = np.zeros(5)
    head = (ctypes.c_ssize_t * 12).from_address(id(made))
    head[2] = 0x1000  # the data
    broken = np.zeros(8)
    dims = ctypes.cast((ctypes.c_ssize_t * 12).from_address(id(broken))[4], ctypes.c_void_p)
    ctypes.cast(dims, ctypes.POINTER(ctypes.c_ssize_t))[0] = 2**40
    return broken if len(broken) > 8 else made
