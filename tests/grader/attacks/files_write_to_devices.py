# ATTACK: write to devices, and stir or empty the entropy pool
# MUST HOLD: no ioctl on a device; nothing kept
# EXPECT: fail
import fcntl
import os

for name, request in (
    ("urandom", 0x40085203),
    ("random", 0x5204),
    ("random", 0x5206),
    ("null", 0x5412),
    ("zero", 0x541D),
):
    try:
        fd = os.open("/dev/" + name, os.O_RDWR)
        fcntl.ioctl(fd, request, b"\0" * 64)
        print("BREACH ioctl", name)
    except OSError as error:
        print(name, error.errno)
try:
    open("/dev/breach", "w").write("x")
    print("BREACH a file in /dev")
except OSError as error:
    print(error.errno)


def f(x):
    return x * 0
