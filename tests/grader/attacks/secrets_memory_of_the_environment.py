# ATTACK: search the memory around the initial environment and arguments
# MUST HOLD: nothing of the worker was inherited
# EXPECT: fail
import ctypes
import os

needle = b"CANARY" + b"_SECRET"
libc = ctypes.CDLL(None)
libc.write.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t]
r, w = os.pipe()
os.set_blocking(w, False)
environ = ctypes.POINTER(ctypes.c_void_p).in_dll(libc, "environ")
stack = (ctypes.cast(environ, ctypes.c_void_p).value or 0) & ~0xFFF
found = 0
for page in range(stack - (1 << 20), stack + (1 << 20), 4096):
    if libc.write(w, page, 4096) == 4096:
        found += needle in os.read(r, 4096)
print("BREACH" if found else "clean")


def f(x):
    return x * 0
