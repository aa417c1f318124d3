# ATTACK: os.fork in a loop
# MUST HOLD: first fork is refused
# EXPECT: fail
# CONTROL: breaches
import os

n = 0
for i in range(50):
    try:
        p = os.fork()
        if p == 0:
            os._exit(0)
        n += 1
    except OSError as e:
        print("fork refused", e.errno)
        break
if n:
    print("BREACH forked", n)


def f(x):
    return x * 0
