# ATTACK: kill itself with each signal in turn
# MUST HOLD: its own end, not a fault of the machine
# EXPECT: any
import os
import signal


def f(x):
    for number in (signal.SIGTERM, signal.SIGSEGV, signal.SIGABRT, signal.SIGSYS, signal.SIGKILL):
        try:
            os.kill(os.getpid(), number)
        except OSError as error:
            print(error.errno)
    return x * 0
