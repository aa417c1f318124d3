# ATTACK: ptrace parent, process_vm_readv, pidfd_getfd, kcmp
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


pp = os.getppid() or 2
must_fail("ptrace ATTACH", 101, 16, pp, 0, 0)
must_fail("ptrace TRACEME", 101, 0, 0, 0, 0)
must_fail("process_vm_readv", 310, pp, 0, 0, 0, 0, 0)
must_fail("pidfd_open", 434, 1, 0)
must_fail("pidfd_getfd", 438, 3, 1, 0)
must_fail("kcmp", 312, 1, 2, 0, 0, 0)


def f(x):
    return x * 0
