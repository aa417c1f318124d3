# ATTACK: the kernel's keyrings: add, ask for and read keys, join a session
# MUST HOLD: refused
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
refused("add_key", 248 if x86 else 217, b"user", b"x", b"payload", 7, -3)
refused("request_key", 249 if x86 else 218, b"user", b"x", None, -3)
for operation in (0, 1, 3, 11, 17, 22, 31):
    refused(f"keyctl {operation}", 250 if x86 else 219, operation, -3, buffer, 256, 0)


def f(x):
    return x * 0
