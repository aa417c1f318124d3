# ATTACK: find the spare processes beside this one: trace, read, signal, borrow their files
# MUST HOLD: not one answers
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

buffer = ctypes.create_string_buffer(64)
vector = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 64)
there = (ctypes.c_size_t * 2)(0x400000, 64)
own = os.getpid()
for pid in [
    p
    for p in (*range(1, 70), os.getppid(), own - 1, own + 1, own + 2, __WORKER__)
    if p != own and p > 0
]:
    for name, number, arguments in (
        ("ptrace attach", 101 if x86 else 117, (16, pid, 0, 0)),
        ("ptrace seize", 101 if x86 else 117, (0x4206, pid, 0, 0)),
        ("process_vm_readv", 310 if x86 else 270, (pid, vector, 1, there, 1, 0)),
        ("process_vm_writev", 311 if x86 else 271, (pid, vector, 1, there, 1, 0)),
        ("pidfd_open", 434, (pid, 0)),
        ("kill", 62 if x86 else 129, (pid, 0)),
        ("tgkill", 234 if x86 else 131, (pid, pid, 0)),
        ("rt_sigqueueinfo", 129 if x86 else 138, (pid, 10, buffer)),
        ("sched_setaffinity", 203 if x86 else 122, (pid, 64, buffer)),
        ("prlimit of another", 302 if x86 else 261, (pid, 7, None, buffer)),
        ("kcmp", 312 if x86 else 272, (own, pid, 0, 3, 3)),
        ("setpriority", 141 if x86 else 140, (0, pid, 19)),
    ):
        result, error = call(number, *arguments)
        if result >= 0:
            print("BREACH", name, pid, result)


def f(x):
    return x * 0
