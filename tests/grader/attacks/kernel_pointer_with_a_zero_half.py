# ATTACK: prlimit with new limits at address 0x100000000, whose low half is zero
# MUST HOLD: both halves of the pointer are looked at
# EXPECT: fail
import ctypes
import os
import struct

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]
place = libc.mmap(0x100000000, 4096, 3, 0x32, -1, 0)
print(hex(place or 0))
if place == 0x100000000:
    # Setting a limit to what it is would already show the hole, and harms nobody.
    ctypes.memmove(place, struct.pack("QQ", 64, 64), 16)
    number = 302 if os.uname().machine == "x86_64" else 261
    zero = ctypes.c_long(0)
    result = libc.syscall(ctypes.c_long(number), zero, ctypes.c_long(7), ctypes.c_long(place), zero)
    print("BREACH limits can be set" if result == 0 else "refused", ctypes.get_errno())


def f(x):
    return x * 0
