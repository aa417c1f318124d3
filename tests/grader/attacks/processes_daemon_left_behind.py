# ATTACK: double fork + setsid daemon which outlives the run
# MUST HOLD: no process left
# EXPECT: fail
# CONTROL: breaches
import os, time

try:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(4)
        os._exit(0)
    print("BREACH forked")
except OSError as e:
    print("refused", e.errno)


def f(x):
    return x * 0
