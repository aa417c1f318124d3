# ATTACK: strange states of the processor: single steps, alignment checks, foreign segments
# MUST HOLD: its own crash; the kernel and the next program are well
# EXPECT: error
import ctypes
import platform

libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
EVERYTHING, PRIVATE_ANONYMOUS = 7, 0x22

PIECES = [
    # each begins by setting a flag with popf, then makes a system call (getpid)
    "9c 48 81 0c 24 00 00 04 00 9d b8 27 00 00 00 0f 05 c3",  # AC
    "9c 48 81 0c 24 00 40 00 00 9d b8 27 00 00 00 0f 05 c3",  # NT
    "fc fd b8 27 00 00 00 0f 05 fc c3",  # direction
    "31 c0 8e d8 8e c0 8e e0 b8 27 00 00 00 0f 05 c3",  # empty segments
    "9c 48 81 0c 24 00 01 00 00 9d b8 27 00 00 00 0f 05 c3",  # TF: ends it
]


def f(x):
    if platform.machine() != "x86_64":
        raise OSError("not this machine")
    for piece in PIECES:
        start = libc.mmap(None, 4096, EVERYTHING, PRIVATE_ANONYMOUS, -1, 0)
        ctypes.memmove(start, bytes.fromhex(piece), len(piece.split()))
        ctypes.CFUNCTYPE(ctypes.c_long)(start)()
    raise SystemExit
