# ATTACK: x32 syscall numbers bypass
# MUST HOLD: killed
# EXPECT: error
import ctypes, os

_l = ctypes.CDLL(None, use_errno=True)


def sc(n, *a):
    r = _l.syscall(ctypes.c_long(n), *[ctypes.c_long(x) if isinstance(x, int) else x for x in a])
    return r, ctypes.get_errno()


def must_fail(name, n, *a):
    r, e = sc(n, *a)
    print(("BREACH " if r >= 0 else "denied ") + name, r, e)


print("calling x32 getpid")
import sys

sys.stdout.flush()
r = sc(0x40000000 + 39)
print("x32 answered", r)
print("BREACH x32") if r[0] > 0 else None


def f(x):
    return x * 0
