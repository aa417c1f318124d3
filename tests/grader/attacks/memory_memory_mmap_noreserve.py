# ATTACK: mmap MAP_NORESERVE/shared anonymous 8 GB and touch
# MUST HOLD: refused
# EXPECT: error
import mmap


def f(x):
    m = mmap.mmap(-1, 8 << 30, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS)
    for i in range(0, 8 << 30, 4096):
        m[i] = 1
    print("BREACH 8GB")
