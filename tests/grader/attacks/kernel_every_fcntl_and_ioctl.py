# ATTACK: every operation of fcntl, and ioctls of terminals, files, sockets and devices, on each descriptor
# MUST HOLD: flags and duplicates are all there is
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


buffer = ctypes.create_string_buffer(256)
flags = {0, 1, 2, 3, 4, 1030}
for descriptor in range(4):
    for operation in (*range(0, 45), *range(1024, 1048)):
        if operation in flags:
            continue
        result, error = call(72 if x86 else 25, descriptor, operation, buffer)
        if result >= 0:
            print("BREACH fcntl", descriptor, operation)
    for operation in (
        0x5402,
        0x540E,
        0x5412,
        0x541D,
        0x5420,
        0x5422,
        0x5437,
        0x8901,
        0x8904,
        0x8905,
        0x8912,
        0x8915,
        0x894C,
        0x40086602,
        0x80086601,
        0x40049409,
        0xC0189436,
        0x4B3A,
        0x4B33,
        0xB701,
        0xB702,
        0xB704,
        0x5605,
        0x2285,
        0xAE01,
    ):
        result, error = call(16 if x86 else 29, descriptor, operation, buffer)
        if result >= 0:
            print("BREACH ioctl", descriptor, hex(operation))


def f(x):
    return x * 0
