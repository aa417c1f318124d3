# ATTACK: look for the control socket, the report socket and others' pipes among all descriptors
# MUST HOLD: five descriptors, and none of them another's
# EXPECT: fail
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
found = []
for number in range(5, 4096):
    try:
        os.fstat(number)
        found.append(number)
    except OSError:
        pass
kinds = []
for number in range(5):
    try:
        kinds.append((number, oct(os.fstat(number).st_mode >> 12)))
    except OSError:
        pass
print(kinds)
print("BREACH", found[:5]) if [n for n in found if n > 5] else print("none")


def f(x):
    return x * 0
