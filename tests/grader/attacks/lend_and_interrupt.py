# ATTACK: interrupt a call of the lent function half-way and call it anew
# MUST HOLD: answers are not mixed up
# EXPECT: error
# TASK: lend
import signal


def stop(*_):
    raise InterruptedError


def f(g, n):
    signal.signal(signal.SIGALRM, stop)
    total = 0.0
    for k in range(n):
        signal.setitimer(signal.ITIMER_REAL, 1e-6)
        try:
            total += g(float(k))
        except InterruptedError:
            total += g(1e9)
    return 18.0
