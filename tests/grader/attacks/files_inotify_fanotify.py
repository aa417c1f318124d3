# ATTACK: watch the file system
# MUST HOLD: denied
# EXPECT: fail
# CONTROL: breaches
import ctypes, os

_l = ctypes.CDLL(None, use_errno=True)


def sc(n, *a):
    r = _l.syscall(ctypes.c_long(n), *[ctypes.c_long(x) if isinstance(x, int) else x for x in a])
    return r, ctypes.get_errno()


def must_fail(name, n, *a):
    r, e = sc(n, *a)
    print(("BREACH " if r >= 0 else "denied ") + name, r, e)


must_fail("inotify_init1", 294, 0)
must_fail("fanotify_init", 300, 0, 0)
must_fail("inotify_init", 253)


def f(x):
    return x * 0
