# ATTACK: system calls that take as long as the kernel lets them
# MUST HOLD: the kill comes through
# EXPECT: error
import ctypes
import os

libc = ctypes.CDLL(None)


def f(x):
    room = bytearray(1 << 26)
    view = (ctypes.c_char * len(room)).from_buffer(room)
    source = os.open("/dev/urandom", os.O_RDONLY)
    while True:
        os.readv(source, [room] * 1000)
        libc.getrandom(view, len(room), 0)
