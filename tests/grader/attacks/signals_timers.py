# ATTACK: real, virtual and profiling timers with handlers that raise
# MUST HOLD: an error of its own
# EXPECT: any
import signal
import time


def boom(*_):
    raise SystemExit("timer")


for which, number in ((0, signal.SIGALRM), (1, signal.SIGVTALRM), (2, signal.SIGPROF)):
    signal.signal(number, boom)
    signal.setitimer(which, 0.0005, 0.0005)


def f(x):
    time.sleep(0.2)
    return x * 0
