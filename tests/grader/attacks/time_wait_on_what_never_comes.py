# ATTACK: wait in the kernel in every way there is, with all signals blocked
# MUST HOLD: the kill comes through
# EXPECT: error
import os
import select
import signal


def f(x):
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, signal.NSIG))
    for number in range(1, signal.NSIG):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    r, w = os.pipe()
    poll = select.epoll()
    poll.register(r, select.EPOLLIN)
    while True:
        poll.poll()
        os.read(r, 1)
