# ATTACK: arrays of NumPy's strings of any width, alone, nested, with missing values
# MUST HOLD: refused or plain data; no pointer crosses
# EXPECT: error
import numpy as np


def f(x):
    kind = np.dtypes.StringDType(na_object=None)
    return [np.array(["a" * 100_000, None, "b"], dtype=kind), {"k": np.array(["x"], dtype=kind)}]
