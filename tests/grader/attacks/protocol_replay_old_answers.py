# ATTACK: record the answer to the first call and give it, renumbered, to every later one
# MUST HOLD: they are answers of its own: wrong
# EXPECT: fail
import json, os, struct

import numpy as np

first = None


def f(x):
    global first
    if first is None:
        first = x * x
    return first
