# ATTACK: throw files of the host out of the page cache, and ask for others ahead
# MUST HOLD: what others have read stays in memory; no signal by eviction
# EXPECT: fail
# CONTROL: breaches
import os

import numpy

done = []
for path in (os.__file__, numpy.__file__):
    try:
        file = open(path, "rb")
    except OSError:
        continue
    with file:
        for advice in (os.POSIX_FADV_DONTNEED, os.POSIX_FADV_WILLNEED, os.POSIX_FADV_NOREUSE):
            try:
                os.posix_fadvise(file.fileno(), 0, 0, advice)
                done.append(advice)
            except OSError:
                pass
print("BREACH advised" if done else "refused")


def f(x):
    return x * 0
