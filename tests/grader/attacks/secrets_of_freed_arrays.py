# ATTACK: ask NumPy and the C library for memory they do not clear, and search it
# MUST HOLD: nothing of the submission before
# EXPECT: fail
import numpy as np

first, second = __MARKER_HALVES__
found = 0
for size in (64, 512, 4096, 1 << 16, 1 << 20, 1 << 24):
    for _ in range(20):
        raw = np.empty(size, dtype=np.uint8).tobytes()
        place = raw.find(second.encode())
        while place >= 0:
            found += raw[place - len(first) : place] == first.encode()
            place = raw.find(second.encode(), place + 1)
print("BREACH" if found else "clean")


def f(x):
    return x * 0
