# ATTACK: open fds until EMFILE
# MUST HOLD: bounded at 64
# EXPECT: any
import os

n = 0
try:
    while n < 10000:
        os.open("/dev/null", os.O_RDONLY)
        n += 1
except OSError as e:
    print(n, e.errno)
if n > 200:
    print("BREACH fds")


def f(x):
    return x * 0
