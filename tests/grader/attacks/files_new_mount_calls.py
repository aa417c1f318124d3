# ATTACK: the new calls around mounts, and extended attributes, owners and times of files in the box
# MUST HOLD: refused
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
    if number is None:
        return
    result, error = call(number, *arguments)
    print("BREACH" if result >= 0 else "refused", name, result, error)


buffer = ctypes.create_string_buffer(256)
open("own", "w").close() if os.access(".", os.W_OK) else None
for name, number, arguments in (
    ("open_tree", 428, (-100, b"/", 1)),
    ("move_mount", 429, (-100, b"/", -100, b"/box/own", 0)),
    ("fsopen", 430, (b"tmpfs", 0)),
    ("fspick", 433, (-100, b"/", 0)),
    ("mount_setattr", 442, (-100, b"/", 0x8000, buffer, 32)),
    ("statmount", 457, (buffer, buffer, 256, 0)),
    ("listmount", 458, (buffer, buffer, 8, 0)),
    ("setxattr", 188 if x86 else 5, (b"own", b"user.x", b"1", 1, 0)),
    ("getxattr", 191 if x86 else 8, (b"own", b"user.x", buffer, 8)),
    ("chmod", 90 if x86 else None, (b"own", 0o4777)),
    ("fchmodat", 268 if x86 else 53, (-100, b"own", 0o4777, 0)),
    ("fchownat", 260 if x86 else 54, (-100, b"own", 0, 0, 0)),
    ("utimensat", 280 if x86 else 88, (-100, b"own", None, 0)),
    ("symlinkat", 266 if x86 else 36, (b"/etc/passwd", -100, b"link")),
    ("linkat", 265 if x86 else 37, (-100, b"own", -100, b"link2", 0)),
    ("mknodat", 259 if x86 else 33, (-100, b"fifo", 0o10600, 0)),
    ("flock", 73 if x86 else 32, (1, 2)),
    ("copy_file_range", 326 if x86 else 285, (0, None, 1, None, 8, 0)),
    ("sync", 162 if x86 else 81, ()),
    ("openat2", 437, (-100, b"/etc/passwd", buffer, 24)),
):
    refused(name, number, *arguments)


def f(x):
    return x * 0
