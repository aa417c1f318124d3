# ATTACK: give the interpreter's own small integers other values
# MUST HOLD: nothing outside the process counts with them
# EXPECT: any
import ctypes


def f(x):
    for number in range(-5, 257):
        ctypes.memset(id(number) + 24, 7, 4)
    return x * 0
