# ATTACK: memfd_create + fexecve / execveat of own ELF bytes
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


must_fail("memfd_create", 319, b"x", 1)
must_fail("execveat", 322, -100, b"/usr/bin/id", 0, 0, 0)
try:
    open("/box/own/x", "wb").write(b"#!/usr/bin/python3\nprint('BREACH')")
    os.chmod("/box/own/x", 0o755)
except OSError as e:
    print(e.errno)
try:
    os.execv("/box/own/x", ["x"])
except OSError as e:
    print("exec", e.errno)


def f(x):
    return x * 0
