# ATTACK: put a file of its own in the place of the channel
# MUST HOLD: whatever it reads there, it speaks for itself only
# EXPECT: error
import os

inside, outside = os.pipe()
os.write(outside, b"\x04\x00\x00\x00none" * 10)
kept = os.dup(3)
os.dup2(inside, 3)


def f(x):
    return x * x
