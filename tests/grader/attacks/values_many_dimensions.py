# ATTACK: arrays of 64 dimensions, of none, of objects within, of items of no size, read backwards
# MUST HOLD: refused or wrong; memory and time stay bounded
# EXPECT: fail
import numpy as np

calls = []


def f(x):
    calls.append(0)
    most = 64 if int(np.__version__[0]) > 1 else 32
    return (
        np.zeros((1,) * most),
        np.array(None),
        np.zeros((3, 0, 2**40), "S0"),
        np.zeros((2**20, 0)),
        np.zeros(10**6)[::-1][::7],
        np.zeros(3, "V7"),
        np.array([np.zeros(2), [[]]], dtype=object).reshape(2, 1, 1),
        np.zeros((), [("a", "f8", (2, 2))]),
    )
