# ATTACK: close the channel and sleep for ever
# MUST HOLD: killed at once
# EXPECT: error
import os, time


def f(x):
    os.close(3)
    time.sleep(1000)
