# ATTACK: leave a message for the next session: box, /tmp, time stamps and access times of packages, file positions of shared descriptors
# MUST HOLD: nothing that is written lasts, no position or flag is shared with another session
# EXPECT: any
import os, sys

import numpy as np

folders = ("/box/own", "/tmp", "/dev/shm", "/var/tmp", os.path.dirname(np.__file__), sys.prefix, ".")
paths = [os.path.join(folder, "breach_message") for folder in folders]
for path in filter(os.path.exists, paths):
    print("BREACH a message of another session", path)
for path in paths:  # the session's own box goes by several of these names
    try:
        open(path, "w").write("__MARKER__")
    except OSError as error:
        print(error.errno)
for path in (np.__file__, os.__file__):
    try:
        os.utime(path, (1, 1))
        print("BREACH times were set", path)
    except OSError as error:
        print(error.errno)
for fd in (0, 1, 2, 3):
    try:
        os.set_blocking(fd, True)
        os.lseek(fd, 7, 0)
    except OSError as error:
        print(fd, error.errno)


def f(x):
    return x * x
