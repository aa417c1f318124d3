# ATTACK: leave the kernel bad pointers for the time of death: robust lists, cleared thread numbers, restartable sequences
# MUST HOLD: its own process dies, nothing else
# EXPECT: error
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


head = (ctypes.c_size_t * 3)(0xDEAD000, 0, 0xBEEF000)
call(273 if x86 else 99, head, 24)
call(218 if x86 else 96, 0x1000)
call(334 if x86 else 293, 0x7000, 32, 0, 0)


def f(x):
    call(273 if x86 else 99, 0xFFFFFFFFFFFF0000, 24)
    os._exit(0)
