# ATTACK: return an array whose memory is gone by the time it is read
# MUST HOLD: its own crash
# EXPECT: error
import ctypes

import numpy as np

libc = ctypes.CDLL(None)
libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
READ_WRITE, PRIVATE_ANONYMOUS = 3, 0x22


def f(x):
    start = libc.mmap(None, 1 << 20, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0)
    array = np.ctypeslib.as_array((ctypes.c_double * (1 << 17)).from_address(start))
    libc.munmap(start, 1 << 20)
    return array
