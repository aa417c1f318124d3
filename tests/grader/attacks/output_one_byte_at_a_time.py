# ATTACK: ten million writes of one byte
# MUST HOLD: killed by a limit
# EXPECT: error
import os


def f(x):
    while True:
        os.write(1, b"\xff")
