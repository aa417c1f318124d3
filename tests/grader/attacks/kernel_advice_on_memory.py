# ATTACK: madvise: pages to be shared with whoever has the same, poisoned, taken off line, paged out
# MUST HOLD: what other programs hold cannot be felt; no page of the machine is harmed
# EXPECT: fail
# CONTROL: breaches
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
READ_WRITE, PRIVATE_ANONYMOUS = 3, 0x22
start = libc.mmap(None, 1 << 16, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0)
ctypes.memset(start, 7, 1 << 16)
MERGEABLE, COLD, PAGEOUT, COLLAPSE, POISON, OFFLINE = 12, 20, 21, 25, 100, 101
done = [a for a in (MERGEABLE, COLD, PAGEOUT, COLLAPSE, POISON, OFFLINE)
        if libc.madvise(start, 1 << 16, a) == 0]
print("BREACH", done) if done else print("refused")


def f(x):
    return x * 0
