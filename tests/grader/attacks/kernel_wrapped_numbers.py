# ATTACK: system-call numbers with high bits set, negative, and of other tables
# MUST HOLD: killed or refused
# EXPECT: any
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


for number in (39 + (1 << 32), 39 - (1 << 32), -39, (1 << 31) | 39, 1 << 62):
    print(number, call(number, 0, 0, 0))


def f(x):
    return x * 0
