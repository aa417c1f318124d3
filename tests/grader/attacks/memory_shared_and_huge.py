# ATTACK: memory by other roads: shared anonymous maps, huge pages, grows-down stacks, locked pages, mappings at zero
# MUST HOLD: the limit counts them or they are refused
# EXPECT: any
import ctypes, mmap

_c = ctypes.CDLL(None, use_errno=True)
_c.mmap.restype = ctypes.c_void_p
SHARED, PRIVATE, ANONYMOUS, HUGE, GROWS, LOCKED, FIXED, NORESERVE = (
    1,
    2,
    0x20,
    0x40000,
    0x100,
    0x2000,
    0x10,
    0x4000,
)
got = 0
for flags in (SHARED, PRIVATE | GROWS, SHARED | NORESERVE, PRIVATE | HUGE, PRIVATE | LOCKED):
    for _ in range(64):
        at = _c.mmap(None, ctypes.c_size_t(32 << 20), 3, flags | ANONYMOUS, -1, ctypes.c_long(0))
        if at in (None, ctypes.c_void_p(-1).value):
            break
        ctypes.memset(at, 1, 32 << 20)
        got += 32
if got > 300:
    print("BREACH touched MiB", got)
at = _c.mmap(
    ctypes.c_void_p(4096),
    ctypes.c_size_t(4096),
    3,
    PRIVATE | ANONYMOUS | FIXED,
    -1,
    ctypes.c_long(0),
)
print("at zero", at)
for advice in (12, 13, 14, 100, 101, 18, 21, 25):
    print(advice, _c.madvise(ctypes.c_void_p(id(_c) & ~4095), ctypes.c_size_t(4096), advice))


def f(x):
    return x * x
