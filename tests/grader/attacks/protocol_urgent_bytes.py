# ATTACK: bytes out of band on the channel, peeked offsets, timestamps, a datagram of no length
# MUST HOLD: refused, or they end the session; the worker does not wait
# EXPECT: fail
import ctypes, os, socket

libc = ctypes.CDLL(None, use_errno=True)
for flags in (1, 1 | 0x40, 0x8000, 0x4000000, 0x20000000, 0x10, 0x80):
    if libc.send(3, b"\xff", 1, flags) >= 0:
        print("sent with", flags)
for option in range(0, 90):
    value = ctypes.c_int(1)
    if libc.setsockopt(3, 1, option, ctypes.byref(value), 4) == 0:
        print("BREACH the channel takes option", option)
for number in (0x8905, 0x890C, 0x5421, 0x5411, 0x541B, 0x8901, 0x8902, 0x89E0, 0x89E2):
    word = ctypes.create_string_buffer(64)
    if libc.ioctl(3, number, word) == 0 and number not in (0x5411, 0x541B):
        print("the channel takes ioctl", hex(number))


def f(x):
    return x * 0
