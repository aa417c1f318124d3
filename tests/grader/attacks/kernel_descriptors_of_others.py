# ATTACK: pidfd_open and pidfd_getfd of parent and siblings, process_madvise, kcmp, and guessed descriptors up to 4096
# MUST HOLD: no such call; no descriptor but 0 to 3 and what the program opened
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
    result, error = call(number, *arguments)
    print("BREACH" if result >= 0 else "refused", name, result, error)

for pid in (1, 2, os.getppid(), os.getpid() - 1, __WORKER__, __VICTIM__):
    refused("pidfd_open", 434, pid, 0)
    refused("kcmp", 312 if x86 else 272, os.getpid(), pid, 0, 3, 3)
for fd in range(4):
    refused("pidfd_getfd", 438, fd, 3, 0)
    refused("process_madvise", 440, fd, 0, 0, 21, 0)
    refused("pidfd_send_signal", 424, fd, 0, 0, 0)
for fd in range(4, 4096):
    try:
        kind = os.fstat(fd).st_mode
    except OSError:
        continue
    print("BREACH a descriptor left open:", fd, oct(kind))


def f(x):
    return x * 0
