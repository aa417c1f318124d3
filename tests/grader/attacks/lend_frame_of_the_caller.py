# ATTACK: reach through the lent function: its attributes, closure, class, frames, and descriptors
# MUST HOLD: it is a stand-in that knows a number
# EXPECT: fail
# TASK: lend
import gc, sys


def f(g, n):
    for name in dir(g):
        try:
            found = getattr(g, name)
        except Exception:
            continue
        if "call_back" in repr(found) or "nonlocal" in repr(found):
            print("BREACH", name, found)
    for one in gc.get_referents(g) + gc.get_referrers(g):
        if type(one).__name__ in ("Session", "Channel", "cell"):
            print("BREACH the other side", one)
    frame = sys._getframe()
    while frame:
        if "session.py" in frame.f_code.co_filename or "corpus" in frame.f_code.co_filename:
            print("BREACH a frame of ours", frame)
        frame = frame.f_back
    return g(0.0) * 0
