# ATTACK: return a 10 GB broadcast array (stride 0: costs the child nothing)
# MUST HOLD: rejected before allocation
# EXPECT: error
import numpy as np


def f(x):
    return np.broadcast_to(1.0, (1 << 15, 1 << 15))
