# ATTACK: scan 128 MiB of the own address space for the previous submission
# MUST HOLD: other submissions' text absent
# EXPECT: fail
import ctypes, os, re

libc = ctypes.CDLL(None)
r, w = os.pipe()
os.set_blocking(w, False)
os.set_blocking(r, False)
libc.write.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t]
base = id(object()) & ~0xFFFFFF
found = pages = 0
A, B = (h.encode() for h in __MARKER_HALVES__)
pat = re.compile(re.escape(A) + b"(.{" + str(len(B)).encode() + b"})")
for ad in range(base - (64 << 20), base + (64 << 20), 4096):
    if libc.write(w, ad, 4096) == 4096:  # EFAULT instead of SIGSEGV on holes
        pages += 1
        for m in pat.finditer(os.read(r, 4096)):
            found += m.group(1) == B
print("BREACH previous submission in memory" if found else "clean", pages, "pages")


def f(x):
    return x * 0
