# ATTACK: fork, vfork, clone and clone3 with every flag worth having
# MUST HOLD: refused
# EXPECT: fail
import ctypes, os

_c = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    ctypes.set_errno(0)
    result = _c.syscall(
        ctypes.c_long(number),
        *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments],
    )
    return result, ctypes.get_errno()


def refused(name, number, *arguments):
    result, error = call(number, *arguments)
    print("BREACH" if result >= 0 else "refused", name, result, error)


import struct

if os.uname().machine == "x86_64":
    for name, number in (("fork", 57), ("vfork", 58)):
        refused(name, number)
clone = 56 if os.uname().machine == "x86_64" else 220
for flags in (17, 0x10000000 | 17, 0x20000000 | 17, 0x40000000 | 17, 0x00010F00, 0x00000100 | 17):
    result, error = call(clone, flags, 0, 0, 0, 0)
    if result == 0:
        os._exit(0)
    print("BREACH" if result > 0 else "refused", hex(flags), error)
result, error = call(435, struct.pack("Q", 0x10000000) + bytes(80), 88)
if result == 0:
    os._exit(0)
print("BREACH clone3" if result > 0 else "refused", error)


def f(x):
    return x * 0
