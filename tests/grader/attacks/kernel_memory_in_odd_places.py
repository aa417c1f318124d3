# ATTACK: memory at address zero, above the user's half, growing down, huge, locked, shared with files
# MUST HOLD: refused, or counted against its limit
# EXPECT: fail
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
FAILED, ANONYMOUS = ctypes.c_void_p(-1).value, 0x22
got = 0
for address, size, flags in (
    (0, 4096, ANONYMOUS | 0x10),
    (4096, 4096, ANONYMOUS | 0x10),
    (0x7FFFFFFFF000, 4096, ANONYMOUS | 0x100000),
    (0xFFFF800000000000, 4096, ANONYMOUS | 0x10),
    (0, 1 << 33, ANONYMOUS | 0x4000),  # promised, not given
    (0, 1 << 33, ANONYMOUS | 0x100),  # growing down
    (0, 1 << 30, ANONYMOUS | 0x40000),  # huge pages
    (0, 1 << 21, ANONYMOUS | 0x40000 | 30 << 26),
    (0, 1 << 28, ANONYMOUS | 0x2000),  # locked
):
    place = libc.mmap(address, size, 3, flags, -1, 0)
    if place not in (None, FAILED):
        got += size
        print("got", hex(place), size)
    elif place is None:
        print("BREACH the address zero")
if got > 1 << 29:
    print("BREACH more memory than the limit:", got >> 20)
for path in ("/dev/zero", os.__file__):
    try:
        file = os.open(path, os.O_RDONLY)
    except OSError:
        continue
    if libc.mmap(None, 4096, 3, 1, file, 0) != FAILED:
        print("BREACH a shared page of", path, "can be written")


def f(x):
    return x * 0
