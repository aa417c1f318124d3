# ATTACK: results whose copying, pickling, hashing, iterating and formatting all run code or never end
# MUST HOLD: the encoder looks at exact types and asks objects nothing
# EXPECT: fail
import itertools, os

import numpy as np


class Acts(list):
    def _act(self, *a, **k):
        print("asked")
        os.write(1, b"BREACH\n" if os.path.exists("/etc/passwd.breach") else b"")
        return itertools.count()

    __reduce__ = __reduce_ex__ = __copy__ = __deepcopy__ = __getstate__ = _act
    __iter__ = __len__ = __hash__ = __format__ = __array__ = __float__ = __index__ = _act
    __getattr__ = lambda self, name: itertools.count()


turn = 0


def f(x):
    global turn
    turn += 1
    return [Acts([1.0]), itertools.count(), {Acts.__name__: Acts()}, (Acts(),), iter(lambda: 0, 1)][turn % 5]
