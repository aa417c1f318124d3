# ATTACK: return from a signal that never came, with registers of the program's choice
# MUST HOLD: its own crash
# EXPECT: error
import ctypes
import platform

number = {"x86_64": 15, "aarch64": 139}[platform.machine()]


def f(x):
    ctypes.CDLL(None).syscall(number)
    return x * 0
