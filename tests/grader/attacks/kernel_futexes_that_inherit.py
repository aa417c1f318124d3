# ATTACK: futexes that lend priority, with forged owners and a robust list in a circle
# MUST HOLD: the kernel's most delicate wait queues are out of reach
# EXPECT: fail
# CONTROL: breaches
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
machine = platform.machine()
futex = {"x86_64": 202, "aarch64": 98}[machine]
set_robust_list = {"x86_64": 273, "aarch64": 99}[machine]
word = ctypes.c_uint32(0)
other = ctypes.c_uint32(0)
LOCK, UNLOCK, TRYLOCK, WAIT_REQUEUE, CMP_REQUEUE, LOCK2 = 6, 7, 8, 11, 12, 13
got = []
for operation in (LOCK, UNLOCK, TRYLOCK, CMP_REQUEUE, LOCK2):
    for private in (0, 128):
        word.value = 0
        pointers = ctypes.byref(word), ctypes.byref(other)
        if libc.syscall(futex, pointers[0], operation | private, 1, None, pointers[1], 0) >= 0:
            got.append(operation | private)


class Head(ctypes.Structure):
    pass


Head._fields_ = [("next", ctypes.POINTER(Head)), ("offset", ctypes.c_long), ("pending", ctypes.c_void_p)]
first, second = Head(), Head()
first.next, second.next = ctypes.pointer(second), ctypes.pointer(second)
if libc.syscall(set_robust_list, ctypes.byref(first), ctypes.sizeof(Head)) == 0:
    got.append("robust")
print("BREACH", got) if got else print("refused")


def f(x):
    return x * 0
