# ATTACK: dlopen our own process and look for other tenants in shared libraries
# MUST HOLD: no writable memory is shared
# EXPECT: fail
import mmap
import os

# A shared mapping of a readable file: writing to it would change it for everybody.
fd = os.open(os.__file__, os.O_RDONLY)
for protection in (mmap.PROT_WRITE, mmap.PROT_READ | mmap.PROT_WRITE):
    try:
        mmap.mmap(fd, 4096, flags=mmap.MAP_SHARED, prot=protection)
        print("BREACH a writable shared mapping")
    except (OSError, ValueError) as error:
        print(type(error).__name__)


def f(x):
    return x * 0
