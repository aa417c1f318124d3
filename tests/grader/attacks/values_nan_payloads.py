# ATTACK: NaN with payloads, signalling ones, -0.0, denormals and infinities as answers and as keys
# MUST HOLD: no NaN is close to anything, keys of NaN do not hang, no pass
# EXPECT: fail
import struct

import numpy as np

nan = np.frombuffer(struct.pack("<5Q", *(0x7FF0_0000_0000_0001 + i for i in range(5))), "f8")
calls = []


def f(x):
    calls.append(0)
    match len(calls):
        case 1:
            return nan.copy()
        case 2:
            return {float("nan"): i for i in range(1000)}
        case 3:
            return {complex("nan"): 1, -0.0: 2, 0.0: 3}
    return np.array([np.inf, -np.inf, 5e-324, -0.0, np.nan])
