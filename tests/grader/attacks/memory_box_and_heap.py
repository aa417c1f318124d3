# ATTACK: fill the box, the heap and the pipes together
# MUST HOLD: bounded by the sum of the limits
# EXPECT: error
import os


def f(x):
    kept, written = [], 0
    try:
        with open("/box/own/fill", "wb") as file:
            while True:
                written += file.write(bytes(1 << 20))
                file.flush()
    except OSError as error:
        print(written, error.errno)
    if written > 17 << 20:
        print("BREACH wrote", written)
    while True:
        kept.append(os.urandom(1 << 20))
