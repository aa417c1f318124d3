# ATTACK: filter what the channel receives, shut one half of it, send out of band, then keep silent
# MUST HOLD: it harms this session alone
# EXPECT: error
import ctypes
import struct

libc = ctypes.CDLL(None, use_errno=True)
drop = ctypes.create_string_buffer(struct.pack("HBBI", 6, 0, 0, 0))
program = struct.pack("HxxxxxxP", 1, ctypes.addressof(drop))
for name, option, value in (
    ("SO_ATTACH_FILTER", 26, program),
    ("SO_MARK", 36, b"\xff" * 4),
    ("SO_SNDBUF", 7, b"\xff\xff\xff\x7f"),
    ("SO_RCVLOWAT", 18, b"\xff\xff\xff\x7f"),
    ("SO_PASSCRED", 16, b"\1\0\0\0"),
):
    done = libc.setsockopt(3, 1, option, value, len(value))
    print("BREACH" if done == 0 else "denied", name, ctypes.get_errno())
for flag in (1, 0x4000000, 0x2000000, 0x20000000):  # out of band, zero copy, batch, fast open
    print(flag, libc.send(3, b"x", 1, flag | 0x40), ctypes.get_errno())


def f(x):
    libc.shutdown(3, 1)
    while True:
        pass
