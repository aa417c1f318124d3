# ATTACK: reach open descriptors by /dev/fd, /proc/self/fd, /dev/stdin
# MUST HOLD: no such paths
# EXPECT: fail
# CONTROL: breaches
import os

for path in (
    "/dev/fd/3",
    "/dev/fd",
    "/proc/thread-self",
    "/dev/pts",
    "/dev/mqueue",
    "/sys",
    "/sys/kernel/mm",
):
    for flags in (os.O_RDONLY, os.O_RDWR):
        try:
            os.close(os.open(path, flags))
            print("BREACH", path)
        except OSError as error:
            print(path, error.errno)


def f(x):
    return x * 0
