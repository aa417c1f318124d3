# ATTACK: sleep for ever (no cpu)
# MUST HOLD: killed by wall limit
# EXPECT: error
import time


def f(x):
    time.sleep(1e6)
