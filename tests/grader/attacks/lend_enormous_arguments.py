# ATTACK: call the lent function with the largest arrays that pass, again and again
# MUST HOLD: what it costs the worker stays bounded
# EXPECT: error
# TASK: lend
import numpy as np


def f(g, n):
    large = np.ones(1_000_000)
    while True:
        g(large)
