# ATTACK: lists, dicts and object arrays that contain themselves
# MUST HOLD: refused inside
# EXPECT: error
import numpy as np


def f(x):
    ring = []
    ring.append({"ring": ring, "array": np.array([ring, None], dtype=object)})
    return ring
