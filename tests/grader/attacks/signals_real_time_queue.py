# ATTACK: fill the queue of real-time signals, which is counted for the user and not the process
# MUST HOLD: nobody else is kept from one
# EXPECT: fail
import os
import signal

signal.pthread_sigmask(signal.SIG_BLOCK, range(signal.SIGRTMIN, signal.SIGRTMAX + 1))
queued = 0
for number in range(signal.SIGRTMIN, signal.SIGRTMAX + 1):
    for _ in range(5000):
        try:
            os.kill(os.getpid(), number)
            queued += 1
        except OSError:
            break


def f(x):
    return x * 0
