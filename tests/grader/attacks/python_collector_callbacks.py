# ATTACK: gc callbacks, weakref finalisers and a pending signal handler that answer in the runner's place
# MUST HOLD: what they write into the channel is the program's own answer, and out of turn
# EXPECT: fail
import gc, os, signal, weakref

from grader.sandbox import frames

FORGED = [
    frames.pack({"op": "r", "seq": seq, "warned": [], "v": 1.0, "post": {"$": "l", "v": []}}, [])
    for seq in range(1, 5)
]


def answer(*_):
    for forged in FORGED:
        os.write(3, forged)


class Thing:
    pass


gc.set_threshold(1)
gc.callbacks.append(answer)
kept = Thing()
weakref.finalize(kept, answer)
signal.signal(signal.SIGALRM, answer)
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)


def f(x):
    global kept
    kept = None
    return x * 0
