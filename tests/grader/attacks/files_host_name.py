# ATTACK: read the name and the address of the host
# MUST HOLD: a name of our own
# EXPECT: fail
# TIERS: ns
import os

print(os.uname())
if os.uname().nodename == "__HOST__":
    print("BREACH the host's name")


def f(x):
    return x * 0
