# ATTACK: .npy and .npz of objects, with headers that are programs, as results and on disk
# MUST HOLD: only raw bytes of numbers cross; nobody loads a file
# EXPECT: fail
import io, os

import numpy as np


class Runs:
    def __reduce__(self):
        return os.system, ("echo BREACH > __FOLDER__/breach",)


file = io.BytesIO()
np.save(file, np.array([Runs()], dtype=object), allow_pickle=True)
turn = 0


def f(x):
    global turn
    turn += 1
    return [
        file.getvalue(),
        np.array([Runs()] * 5, dtype=object),
        np.memmap,
        np.lib.format.magic(1, 0) + b"v\0{'descr': __import__('os').system('id')}",
        np.rec.array([(1.0, Runs())], dtype=[("a", "f8"), ("b", "O")]),
    ][turn % 5]
