# ATTACK: arrays over memory that is not theirs: as_strided, frombuffer of an address, ctypes pointers, memoryview casts
# MUST HOLD: at worst its own memory, in which no secret is
# EXPECT: error
import ctypes

import numpy as np

A, B = __MARKER_HALVES__


def look(raw):
    if (A + B).encode() in raw:
        print("BREACH the submission before")
    if b"s3cr3t" in raw:
        print("BREACH a secret")


def f(x):
    base = np.arange(4.0)
    for step in (1, -1):
        try:
            look(np.lib.stride_tricks.as_strided(base, (1 << 14,), (8 * step,)).tobytes())
        except (ValueError, MemoryError):
            pass
    at = id(np) & ~0xFFFF
    look(ctypes.string_at(at, 1 << 16))
    return np.lib.stride_tricks.as_strided(base, (1 << 30,), (8,))
