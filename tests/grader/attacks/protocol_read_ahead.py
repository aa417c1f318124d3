# ATTACK: read what else lies in the channel while one call is answered
# MUST HOLD: one question at a time lies there
# EXPECT: fail
import fcntl, os


def f(x):
    flags = fcntl.fcntl(3, fcntl.F_GETFL)
    fcntl.fcntl(3, fcntl.F_SETFL, flags | os.O_NONBLOCK)
    try:
        print("BREACH read ahead", os.read(3, 1 << 16)[:80])
    except BlockingIOError:
        pass
    fcntl.fcntl(3, fcntl.F_SETFL, flags)
    return x * 0
