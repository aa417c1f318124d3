# ATTACK: set O_NONBLOCK on every descriptor, then flood
# MUST HOLD: only its own ends change
# EXPECT: any
import os

for fd in range(4):
    try:
        os.set_blocking(fd, False)
    except OSError as error:
        print(error.errno)


def f(x):
    for _ in range(100):
        try:
            os.write(1, b"y" * 65536)
        except BlockingIOError:
            break
    return x * 0
