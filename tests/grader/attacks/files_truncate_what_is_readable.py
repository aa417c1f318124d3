# ATTACK: open readable files with O_TRUNC, truncate and fallocate them
# MUST HOLD: read-only means that
# EXPECT: fail
import os

victim = "__FOLDER__/settings.py"
for path in (victim, os.__file__):
    for flags in (os.O_WRONLY, os.O_RDWR, os.O_WRONLY | os.O_APPEND, os.O_WRONLY | os.O_CREAT):
        try:
            os.close(os.open(path, flags))
            print("BREACH", path, flags)
        except OSError as error:
            print(error.errno, end=" ")
try:
    os.truncate(victim, 0)
    print("BREACH truncated")
except OSError as error:
    print(error.errno)


def f(x):
    return x * 0
