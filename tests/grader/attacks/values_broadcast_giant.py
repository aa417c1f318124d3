# ATTACK: an array of a petabyte that lies in eight bytes
# MUST HOLD: no copy of it is made outside
# EXPECT: error
import numpy as np
from numpy.lib.stride_tricks import as_strided


def f(x):
    giant = np.broadcast_to(np.float64(1.0), (1 << 20, 1 << 27))
    try:
        as_strided(x, shape=(1 << 40,), strides=(0,)).tolist()
    except MemoryError:
        pass
    return giant
