# ATTACK: read the layout of memory from auxv, maps and pointers, and hand it out as numbers that look like results
# MUST HOLD: maps of others are out of reach; what is learnt of oneself earns nothing
# EXPECT: fail
import ctypes, os

import numpy as np

for pid in ("__WORKER__", "__VICTIM__", str(os.getppid()), "1"):
    if pid == str(os.getpid()):
        continue
    for name in ("maps", "smaps", "stat", "auxv", "pagemap", "syscall", "stack", "wchan", "environ"):
        try:
            told = open(f"/proc/{pid}/{name}", "rb").read(4096)
        except OSError:
            continue
        if b"-" in told and b" r" in told or name in ("auxv", "pagemap", "environ") and told:
            print("BREACH", pid, name, told[:40])
libc = ctypes.CDLL(None)
own = [id(None), ctypes.cast(libc.system, ctypes.c_void_p).value, id(np), id(os), id(f"{1}")]


def f(x):
    return np.array(own, float)
