# ATTACK: announce a 4 GB frame
# MUST HOLD: rejected without allocation
# EXPECT: error
import os, struct

os.write(3, struct.pack("<I", 0xFFFFFFFF) + b"x" * 100)


def f(x):
    return x * 0
