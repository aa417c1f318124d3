# ATTACK: honest: writes and reads a file in /tmp, uses scipy
# MUST HOLD: passes (namespaces) / error without a writable dir
# EXPECT: any
import scipy.linalg, numpy as np, tempfile, os

with tempfile.NamedTemporaryFile("w+", dir="/box/own") as h:
    h.write("x")
    h.flush()


def f(x):
    return x * x
