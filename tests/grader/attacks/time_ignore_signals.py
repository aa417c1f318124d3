# ATTACK: ignore SIGTERM/SIGXCPU/SIGALRM/SIGINT then spin
# MUST HOLD: killed
# EXPECT: error
import signal

for s in range(1, 65):
    try:
        signal.signal(s, signal.SIG_IGN)
    except (OSError, ValueError):
        pass


def f(x):
    while True:
        pass
