# ATTACK: write raw bytes to both outputs as fast as it goes
# MUST HOLD: killed, and the worker keeps 64 KiB
# EXPECT: error
import os


def f(x):
    noise = bytes(range(256)) * 256
    while True:
        os.write(2, noise)
        os.write(1, noise)
