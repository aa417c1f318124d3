# ATTACK: send and receive descriptors over the channel; ask who is at the other end
# MUST HOLD: refused: read and write are all there is
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


buffer = ctypes.create_string_buffer(256)
x86 = os.uname().machine == "x86_64"
for name, a, b, arguments in (
    ("sendmsg", 46, 211, (3, buffer, 0)),
    ("recvmsg", 47, 212, (3, buffer, 64)),
    ("sendto", 44, 206, (3, buffer, 8, 0, 0, 0)),
    ("recvfrom", 45, 207, (3, buffer, 8, 64, 0, 0)),
    ("getsockopt", 55, 209, (3, 1, 17, buffer, buffer)),
    ("setsockopt", 54, 208, (3, 1, 8, buffer, 4)),
    ("getpeername", 52, 205, (3, buffer, buffer)),
    ("getsockname", 51, 204, (3, buffer, buffer)),
    ("shutdown", 48, 210, (3, 2)),
    ("socketpair", 53, 199, (1, 1, 0, buffer)),
    ("sendfile", 40, 71, (1, 3, 0, 8)),
    ("splice", 275, 76, (3, 0, 1, 0, 8, 0)),
    ("tee", 276, 77, (3, 1, 8, 0)),
    ("vmsplice", 278, 75, (1, buffer, 1, 0)),
    ("accept", 43, 202, (3, 0, 0)),
    ("pidfd_getfd", 438, 438, (3, 1, 0)),
):
    refused(name, a if x86 else b, *arguments)


def f(x):
    return x * 0
