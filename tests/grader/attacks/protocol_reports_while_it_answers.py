# ATTACK: a timer whose handler writes tracebacks into the channel between two frames
# MUST HOLD: a forged or broken frame ends the program, not us
# EXPECT: error
import faulthandler
import signal

faulthandler.register(signal.SIGALRM, file=3, chain=False)
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)


def f(x):
    while True:
        pass
