# ATTACK: fill both outputs while the channel is full, then wait to be read
# MUST HOLD: the reader reads all three, and the deadline ends it
# EXPECT: any
import os


def f(x):
    os.set_blocking(3, False)
    for descriptor in (1, 2):
        os.set_blocking(descriptor, False)
        try:
            while True:
                os.write(descriptor, b"x" * 65536)
        except BlockingIOError:
            pass
    for descriptor in (3, 1, 2):
        os.set_blocking(descriptor, True)
    return x * x
