# ATTACK: raise own limits, prlimit another process, sched/affinity/priority changes
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


import resource

for r in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE):
    try:
        resource.setrlimit(r, (resource.RLIM_INFINITY,) * 2)
        print("BREACH rlimit", r)
    except Exception as e:
        print(type(e).__name__)
must_fail("prlimit pid", 302, os.getppid() or 2, 9, 0, 0)
must_fail("sched_setaffinity", 203, 0, 8, b"\xff" * 8)
must_fail("setpriority", 141, 0, 0, -20)
must_fail("sched_setscheduler", 144, 0, 1, b"\1\0\0\0")


def f(x):
    return x * 0
