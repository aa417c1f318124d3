# ATTACK: change the letters of the words the runner answers with
# MUST HOLD: an answer of another shape is a broken protocol
# EXPECT: error
import ctypes
import sys

HEAD = sys.getsizeof("") - 1


def f(x):
    for word in ("op", "seq", "warned", "v"):
        at = id(sys.intern(word)) + HEAD
        ctypes.memmove(at, b"$" * len(word), len(word))
    return x * 0
