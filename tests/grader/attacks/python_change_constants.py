# ATTACK: overwrite small integers, True, and a float in memory by ctypes
# MUST HOLD: only this process is mad
# EXPECT: any
import ctypes
import sys


def overwrite(target, value):
    ctypes.memmove(id(target) + 24, ctypes.byref(ctypes.c_uint32(value)), 4)


overwrite(2, 3)
overwrite(5, 0)


def f(x):
    return x * 0
