# ATTACK: setuid(0), setresuid, setgroups, capset, prctl keepcaps/securebits
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


must_fail("setuid0", 105, 0) if os.getuid() else print("uid 0 inside ns?", os.getuid())
must_fail("setresuid", 117, 0, 0, 0)
must_fail("setgroups", 116, 0, 0)
must_fail("capset", 126, b"\0" * 8, b"\0" * 24)
must_fail("prctl securebits", 157, 28, 0, 0, 0, 0)
must_fail("prctl dumpable", 157, 4, 1, 0, 0, 0)
must_fail("prctl PDEATHSIG", 157, 1, 0, 0, 0, 0)
must_fail("personality", 135, 0x0040000)


def f(x):
    return x * 0
