# ATTACK: the padding of long doubles, holes of structures and fresh arrays, for what lay there before
# MUST HOLD: nothing of another program, nor of the worker
# EXPECT: fail
import ctypes

import numpy as np

first, second = __MARKER_HALVES__
needle = first.encode() + second.encode()
for size in (64, 512, 4096, 1 << 16, 1 << 20, 1 << 24):
    for _ in range(20):
        for kind in ("u1", np.longdouble, np.clongdouble, [("a", "u1"), ("b", "f8")]):
            raw = np.empty(size // np.dtype(kind).itemsize, kind).view("u1").tobytes()
            if needle in raw or b"s3cr" + b"3t" in raw:
                print("BREACH memory of others")
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
for size in (24, 200, 3000, 100_000):
    for _ in range(500):
        if needle in ctypes.string_at(libc.malloc(size), size):
            print("BREACH freed memory of others")


def f(x):
    return x * 0
