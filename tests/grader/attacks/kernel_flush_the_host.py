# ATTACK: make the host's disk flush by fsync of files that can only be read
# MUST HOLD: a disk shared with a database is not the program's to flush
# EXPECT: fail
# CONTROL: breaches
import ctypes
import os

import numpy

libc = ctypes.CDLL(None, use_errno=True)
done = 0
for path in (os.__file__, numpy.__file__, os.path.dirname(os.__file__)):
    try:
        opened = os.open(path, os.O_RDONLY)
    except OSError:
        continue
    for flush in (libc.fsync, libc.fdatasync, libc.syncfs):
        if flush(opened) == 0:
            done += 1
    os.close(opened)
print("BREACH flushed" if done else "refused")


def f(x):
    return x * 0
