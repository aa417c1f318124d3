# ATTACK: replace the allocators of the interpreter by some that give the same memory twice
# MUST HOLD: its own crash
# EXPECT: any
import ctypes

api = ctypes.pythonapi
SAME = ctypes.create_string_buffer(1 << 16)
GIVE = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
FREE = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)
give = GIVE(lambda context, size: ctypes.addressof(SAME))
free = FREE(lambda context, pointer: None)


class Allocator(ctypes.Structure):
    _fields_ = [("context", ctypes.c_void_p), *[(name, ctypes.c_void_p) for name in
                ("malloc", "calloc", "realloc", "free")]]


def f(x):
    own = Allocator(None, *[ctypes.cast(give, ctypes.c_void_p).value] * 3,
                    ctypes.cast(free, ctypes.c_void_p).value)
    for domain in range(3):
        api.PyMem_SetAllocator(domain, ctypes.byref(own))
    return x * 0
