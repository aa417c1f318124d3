# ATTACK: move, lock, poison or remap pages; protection keys; a growing stack; the parent's pages
# MUST HOLD: denied, or harmless to everybody else
# EXPECT: fail
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
page = ctypes.create_string_buffer(8192)
place = (ctypes.addressof(page) + 4095) & ~4095
nodes = (ctypes.c_ulong * 4)(1)
for name, number, arguments in (
    (
        "move_pages of the parent",
        279,
        (os.getppid(), 1, ctypes.byref(ctypes.c_void_p(place)), nodes, nodes, 0),
    ),
    ("migrate_pages of the parent", 256, (os.getppid(), 8, nodes, nodes)),
    ("mbind", 237, (place, 4096, 2, nodes, 8, 0)),
    ("remap_file_pages", 216, (place, 4096, 0, 0, 0)),
    ("pkey_alloc", 330, (0, 0)),
    ("process_vm_writev", 311, (os.getppid(), nodes, 1, nodes, 1, 0)),
    ("madvise HWPOISON", 28, (place, 4096, 100)),
    ("madvise SOFT_OFFLINE", 28, (place, 4096, 101)),
    ("get_robust_list of the parent", 274, (os.getppid(), nodes, nodes)),
    ("kcmp", 312, (os.getppid(), os.getpid(), 0, 0, 0)),
):
    result = libc.syscall(ctypes.c_long(number), *arguments)
    print("BREACH" if result >= 0 else "denied", name, result, ctypes.get_errno())


def f(x):
    return x * 0
