# ATTACK: wake and wait on a page of a file that every other program has mapped too
# MUST HOLD: no signal between programs through the kernel's wait queues
# EXPECT: fail
# CONTROL: breaches
import ctypes
import os
import platform

import numpy

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
futex = {"x86_64": 202, "aarch64": 98}[platform.machine()]
WAKE, WAIT_BITSET, WAKE_OP, REQUEUE = 1, 9, 5, 3
told = []
READ, SHARED = 1, 1
opened = -1
for path in (numpy.__file__, os.__file__, "/usr/lib/os-release", "/lib64/ld-linux-x86-64.so.2"):
    try:
        opened = os.open(path, os.O_RDONLY)
    except OSError:
        continue
page = libc.mmap(None, 4096, READ, SHARED, opened, 0)
for operation in (WAKE, REQUEUE, WAKE_OP):
    if libc.syscall(futex, ctypes.c_void_p(page), operation, 1, 0, ctypes.c_void_p(page), 0) >= 0:
        told.append(operation)
print("BREACH woke by a shared page" if told else "refused")


def f(x):
    return x * 0
