# ATTACK: huge sparse file, ftruncate 1 TB, fallocate
# MUST HOLD: bounded
# EXPECT: any
import os

for fn in (
    lambda: os.truncate("/box/own/s", 1 << 40),
    lambda: os.posix_fallocate(os.open("/box/own/s2", os.O_RDWR | os.O_CREAT), 0, 1 << 30),
):
    try:
        open("/box/own/s", "w").close()
        fn()
        print("BREACH big file")
    except OSError as e:
        print(e.errno)


def f(x):
    return x * 0
