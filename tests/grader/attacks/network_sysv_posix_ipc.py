# ATTACK: shmget/msgget/semget/mq_open/memfd
# MUST HOLD: denied
# EXPECT: fail
import ctypes, os

_l = ctypes.CDLL(None, use_errno=True)


def sc(n, *a):
    r = _l.syscall(ctypes.c_long(n), *[ctypes.c_long(x) if isinstance(x, int) else x for x in a])
    return r, ctypes.get_errno()


def must_fail(name, n, *a):
    r, e = sc(n, *a)
    print(("BREACH " if r >= 0 else "denied ") + name, r, e)


must_fail("shmget", 29, 4242, 4096, 0o1666)
must_fail("semget", 64, 4242, 1, 0o1666)
must_fail("msgget", 68, 4242, 0o1666)
must_fail("mq_open", 240, b"q", 0o102, 0o666, None)
must_fail("memfd_create", 319, b"x", 0)
must_fail("memfd_secret", 447, 0)


def f(x):
    return x * 0
