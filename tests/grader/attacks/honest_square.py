# ATTACK: honest correct submission
# MUST HOLD: passes
# EXPECT: pass
import numpy as np


def f(x):
    print("working")
    return np.square(x)
