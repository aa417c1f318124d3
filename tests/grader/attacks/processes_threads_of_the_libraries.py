# ATTACK: let the linear algebra library start threads, and wait for them
# MUST HOLD: no thread is made; it computes alone or ends
# EXPECT: any
import ctypes, glob, threading

import numpy as np

for name in (
    "openblas_set_num_threads",
    "openblas_set_num_threads64_",
    "scipy_openblas_set_num_threads64_",
):
    for path in (None, *glob.glob(np.__path__[0] + ".libs/*openblas*")):
        try:
            getattr(ctypes.CDLL(path), name)(64)
        except (AttributeError, OSError):
            pass
threads = []
for _ in range(200):
    try:
        thread = threading.Thread(target=print, args=("BREACH a thread",))
        thread.start()
        threads.append(thread)
    except RuntimeError:
        break
a = np.ones((600, 600))
a @ a


def f(x):
    return x * x
