# ATTACK: float32 / object / wrong shape result
# MUST HOLD: fail
# EXPECT: fail
import numpy as np


def f(x):
    return (x * x).astype("f4").reshape(1, -1)
