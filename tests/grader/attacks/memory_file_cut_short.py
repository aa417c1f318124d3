# ATTACK: return an array that lies in a file, and cut the file
# MUST HOLD: its own crash, or no file to begin with
# EXPECT: error
import os

import numpy as np


def f(x):
    kept = np.memmap("cut", dtype=np.float64, mode="w+", shape=(1 << 17,))
    os.ftruncate(os.open("cut", os.O_RDWR), 0)
    return kept
