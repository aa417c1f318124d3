# ATTACK: bpf, perf_event_open, userfaultfd, io_uring, kexec, modules, acct, swapon, reboot
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


b = ctypes.create_string_buffer(256)
must_fail("bpf", 321, 0, b, 64)
must_fail("perf_event_open", 298, b, 0, -1, -1, 0)
must_fail("userfaultfd", 323, 1)
must_fail("io_uring_setup", 425, 4, b)
must_fail("kexec_load", 246, 0, 0, 0, 0)
must_fail("init_module", 175, 0, 0, 0)
must_fail("finit_module", 313, 0, 0, 0)
must_fail("swapon", 167, 0, 0)
must_fail("reboot", 169, 0, 0, 0, 0)
must_fail("syslog", 103, 3, b, 100)
must_fail("sethostname", 170, b"x", 1)
must_fail("settimeofday", 164, 0, 0)
must_fail("iopl", 172, 3)
must_fail("modify_ldt", 154, 0, b, 16)
must_fail("name_to_handle_at", 303, -100, b"/", b, b, 0)
must_fail("open_by_handle_at", 304, -100, b, 0)


def f(x):
    return x * 0
