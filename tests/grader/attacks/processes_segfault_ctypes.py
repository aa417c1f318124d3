# ATTACK: ctypes NULL dereference
# MUST HOLD: process dies, grader lives
# EXPECT: error
import ctypes


def f(x):
    ctypes.string_at(0)
