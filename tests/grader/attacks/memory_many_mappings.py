# ATTACK: a hundred thousand tiny mappings, to fill the kernel with their records
# MUST HOLD: bounded by the kernel and the limits
# EXPECT: any
import mmap

kept = []
try:
    for k in range(200_000):
        kept.append(mmap.mmap(-1, 4096, prot=1 + k % 2 * 2))
except (OSError, MemoryError, ValueError) as error:
    print(len(kept), type(error).__name__)
kept.clear()


def f(x):
    return x * 0
