# ATTACK: the right squares in the wrong bytes: swapped order, half and long doubles, times
# MUST HOLD: a value is what it says, or is refused
# EXPECT: error
import numpy as np

KINDS = ["f2", "datetime64[s]", "timedelta64[ns]", "S8", "V8", "g"]
calls = []


def f(x):
    calls.append(1)
    right = x * x
    if len(calls) == 1:
        return right.astype(">f8")  # the same numbers: honest, or refused
    return right.astype(KINDS[len(calls) % len(KINDS)])
