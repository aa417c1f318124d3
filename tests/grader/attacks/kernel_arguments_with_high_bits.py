# ATTACK: ioctl, prctl, fcntl and kill with bits above 32 set
# MUST HOLD: the kernel and the filter read the same half
# EXPECT: fail
import ctypes, os

_c = ctypes.CDLL(None, use_errno=True)


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


HIGH = 1 << 32
nr = (
    {"ioctl": 16, "prctl": 157, "fcntl": 72, "kill": 62}
    if os.uname().machine == "x86_64"
    else {"ioctl": 29, "prctl": 167, "fcntl": 25, "kill": 129}
)
buffer = ctypes.create_string_buffer(64)
for high in (0, HIGH, 7 * HIGH):
    refused("TIOCSTI", nr["ioctl"], 0, 0x5412 + high, buffer)
    refused("FIOASYNC", nr["ioctl"], 3, 0x5452 + high, buffer)
    refused("PR_SET_PDEATHSIG", nr["prctl"], 1 + high, 0, 0, 0, 0)
    refused("PR_SET_DUMPABLE", nr["prctl"], 4 + high, 1, 0, 0, 0)
    refused("PR_SET_SECCOMP", nr["prctl"], 22 + high, 2, buffer, 0, 0)
    refused("PR_SET_MM", nr["prctl"], 35 + high, 1, 0, 0, 0)
    refused("PR_SET_PTRACER", nr["prctl"], 0x59616D61 + high, -1, 0, 0, 0)
    refused("PR_CAP_AMBIENT", nr["prctl"], 47 + high, 2, 0, 0, 0)
    refused("F_SETOWN", nr["fcntl"], 3, 8 + high, 1)
    refused("F_SETLEASE", nr["fcntl"], 3, 1024 + high, 0)
    refused("kill all", nr["kill"], -1 + high, 0)
    refused("kill group", nr["kill"], 0 + high, 0)


def f(x):
    return x * 0
