# ATTACK: open folders as O_PATH and walk up from them
# MUST HOLD: no file of the host is read
# EXPECT: fail
# CONTROL: breaches
import os

for start in ("/", "/box/own", "/usr/lib", ".", "/dev", os.path.dirname(os.__file__)):
    try:
        fd = os.open(start, os.O_PATH | os.O_DIRECTORY)
    except OSError as error:
        print(start, error.errno)
        continue
    for up in (
        "etc/passwd",
        "../etc/passwd",
        "../../../../../../etc/passwd",
        "__FOLDER__/settings.py",
    ):
        try:
            print("BREACH", start, up, os.read(os.open(up, os.O_RDONLY, dir_fd=fd), 20))
        except OSError:
            pass


def f(x):
    return x * 0
