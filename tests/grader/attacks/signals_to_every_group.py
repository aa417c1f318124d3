# ATTACK: signals to the group, the session, the parent and to everybody, by every call there is
# MUST HOLD: only itself is reached
# EXPECT: fail
import ctypes, os

_c = ctypes.CDLL(None, use_errno=True)
x86 = os.uname().machine == "x86_64"


def call(number, *arguments):
    ctypes.set_errno(0)
    result = _c.syscall(
        ctypes.c_long(number),
        *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments],
    )
    return result, ctypes.get_errno()


def refused(name, number, *arguments):
    if number is None:
        return
    result, error = call(number, *arguments)
    print("BREACH" if result >= 0 else "refused", name, result, error)


import signal

buffer = ctypes.create_string_buffer(128)
parent = os.getppid()
own = os.getpid()
for name, number, arguments in (
    ("kill 0", 62 if x86 else 129, (0, 0)),
    ("kill everybody", 62 if x86 else 129, (-1, 0)),
    ("kill group of parent", 62 if x86 else 129, (-parent if parent else -2, 0)),
    ("kill own group", 62 if x86 else 129, (-own, 0)),
    ("tkill parent", 200 if x86 else 130, (parent or 2, 0)),
    ("rt_tgsigqueueinfo", 297 if x86 else 240, (own, own, 10, buffer)),
    ("pidfd_send_signal", 424, (0, 0, None, 0)),
    ("setpgid", 109 if x86 else 154, (0, parent)),
    ("setsid", 112 if x86 else 157, ()),
    ("fcntl SETOWN", 72 if x86 else 25, (3, 8, -parent)),
    ("fcntl SETSIG", 72 if x86 else 25, (3, 10, 9)),
    ("prctl PDEATHSIG", 157 if x86 else 167, (1, 0, 0, 0, 0)),
    ("prctl SUBREAPER", 157 if x86 else 167, (36, 1, 0, 0, 0)),
    ("timer_create", 222 if x86 else 107, (0, buffer, buffer)),
    ("signalfd4", 289 if x86 else 74, (-1, buffer, 8, 0)),
):
    refused(name, number, *arguments)


def f(x):
    return x * 0
