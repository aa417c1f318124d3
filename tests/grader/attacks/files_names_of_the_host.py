# ATTACK: ask for sizes and names of host files without opening them
# MUST HOLD: nothing of the host has a name here
# EXPECT: fail
# TIERS: ns
import os

for path in (
    "/etc/passwd",
    "/etc/shadow",
    "/home",
    "__FOLDER__/settings.py",
    "/proc",
    "/var/log",
    "/run",
):
    for ask in (os.stat, os.lstat, os.listdir, lambda p: os.open(p, os.O_PATH), os.chdir):
        try:
            ask(path)
            print("BREACH", path, ask)
        except OSError:
            pass


def f(x):
    return x * 0
