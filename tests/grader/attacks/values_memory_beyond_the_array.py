# ATTACK: arrays over memory that is not theirs: as_strided, frombuffer of an address, ctypes pointers, memoryview casts
# MUST HOLD: at worst its own memory, in which no secret is
# EXPECT: error
import ctypes
import re

import numpy as np

A, B = __MARKER_HALVES__


def look(raw):
    """In halves: a whole needle would lie in this very memory, and be found."""
    for what, a, b in (("the submission before", A.encode(), B.encode()), ("a secret", b"s3c", b"r3t")):
        if any(raw.startswith(b, found.end()) for found in re.finditer(re.escape(a), raw)):
            print("BREACH", what)


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
