# ATTACK: copy between channel, pipes and files inside the kernel: splice, tee, sendfile, copy_file_range
# MUST HOLD: denied; pages sent are never changed afterwards
# EXPECT: fail
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
zero = os.open("/dev/zero", os.O_RDONLY)
vector = (ctypes.c_void_p * 2)(ctypes.addressof(ctypes.create_string_buffer(4096)), 4096)
for name, number, arguments in (
    ("splice", 275, (1, 0, 3, 0, 4096, 0)),
    ("splice back", 275, (3, 0, 1, 0, 4096, 2)),
    ("tee", 276, (1, 2, 4096, 2)),
    ("vmsplice gift", 278, (1, vector, 1, 8)),
    ("sendfile", 40, (3, zero, 0, 4096)),
    ("copy_file_range", 326, (zero, 0, 1, 0, 4096, 0)),
    ("preadv2", 327, (3, vector, 1, -1, -1, 0)),
):
    result = libc.syscall(ctypes.c_long(number), *arguments)
    moved = result > 0 and name not in ("sendfile", "copy_file_range", "preadv2")
    print("BREACH" if moved else "denied", name, result, ctypes.get_errno())


def f(x):
    return x * 0
