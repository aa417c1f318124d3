# ATTACK: userfaultfd, memfd_secret, io_uring_setup, process_mrelease, set_mempolicy, migrate_pages, pkey_alloc, mlockall
# MUST HOLD: no door to memory beside mmap
# EXPECT: fail
import ctypes, os

_c = ctypes.CDLL(None, use_errno=True)
x86 = os.uname().machine == "x86_64"


def call(number, *arguments):
    ctypes.set_errno(0)
    result = _c.syscall(
        ctypes.c_long(number),
        *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments],
    )
    return result, ctypes.get_errno()


def refused(name, number, *arguments):
    result, error = call(number, *arguments)
    print("BREACH" if result >= 0 else "refused", name, result, error)

buffer = ctypes.create_string_buffer(512)
for name, a, b, arguments in (
    ("userfaultfd", 323, 282, (1,)),
    ("memfd_secret", 447, 447, (0,)),
    ("io_uring_setup", 425, 425, (8, buffer)),
    ("io_uring_register", 427, 427, (3, 0, buffer, 1)),
    ("io_uring_enter", 426, 426, (3, 1, 1, 0, 0, 0)),
    ("process_mrelease", 448, 448, (3, 0)),
    ("set_mempolicy", 238, 237, (1, buffer, 8)),
    ("mbind", 237, 235, (buffer, 4096, 1, buffer, 8, 0)),
    ("migrate_pages", 256, 238, (0, 8, buffer, buffer)),
    ("move_pages", 279, 239, (0, 0, 0, 0, 0, 0)),
    ("pkey_alloc", 330, 289, (0, 0)),
    ("mlockall", 151, 230, (3,)),
    ("mlock2", 325, 284, (buffer, 4096, 1)),
    ("remap_file_pages", 216, 234, (buffer, 4096, 0, 0, 0)),
    ("mseal", 462, 462, (0, 4096, 0)),
    ("membarrier", 324, 283, (1, 0, 0)),
    ("modify_ldt", 154, 0xFFFF, (0, buffer, 16)),
    ("arch_prctl", 158, 0xFFFE, (0x1003, buffer)),
    ("personality", 135, 92, (0x0040000,)),
):
    refused(name, a if x86 else b, *arguments)


def f(x):
    return x * 0
