# ATTACK: fill both pipes and the channel at once, and answer only when somebody reads
# MUST HOLD: no deadlock between the three
# EXPECT: any
import os

import numpy as np


def f(x):
    for stream in (1, 2):
        os.write(stream, b"x" * 60_000)
    return x * x
