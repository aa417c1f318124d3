# ATTACK: every operation of prctl and arch_prctl
# MUST HOLD: naming a thread is all there is
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
allowed = {3, 15, 16, 0x53564D41}
for operation in (*range(0, 90), 0x53564D41, 0x59616D61, 0x41555856):
    for value in (0, 1):
        result, error = call(
            157 if x86 else 167, operation, value if operation not in (15, 16) else buffer, 0, 0, 0
        )
        if result >= 0 and operation not in allowed:
            print("BREACH prctl", operation, value)
if x86:
    for operation in (
        0x1001,
        0x1002,
        0x1003,
        0x1004,
        0x1011,
        0x1012,
        0x1022,
        0x1023,
        0x4001,
        0x4002,
        0x5001,
    ):
        refused(f"arch_prctl {operation:#x}", 158, operation, buffer)


def f(x):
    return x * 0
