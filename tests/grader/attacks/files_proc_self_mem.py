# ATTACK: open /proc/self/mem, /proc/1/root, /proc/1/cwd
# MUST HOLD: no procfs
# EXPECT: fail
# CONTROL: breaches
import os

for p in (
    "/proc/self/mem",
    "/proc/1/root/etc/passwd",
    "/proc/1/cwd",
    "/proc/self/fd",
    "/proc/1/mem",
    "/proc/kcore",
    "/dev/mem",
    "/proc/sys/kernel/core_pattern",
):
    try:
        os.close(os.open(p, os.O_RDONLY))
        print("BREACH", p)
    except OSError as e:
        print(p, e.errno)


def f(x):
    return x * 0
