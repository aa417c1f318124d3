# ATTACK: close 0,1,2 only, correct answer
# MUST HOLD: honest: passes
# EXPECT: pass
import os

for i in (0, 1, 2):
    os.close(i)


def f(x):
    return x * x
