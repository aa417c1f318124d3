# ATTACK: connect to 127.0.0.1:5432/6379 and ::1
# MUST HOLD: no connection
# EXPECT: fail
# CONTROL: breaches
import socket

for fam, h in (
    (socket.AF_INET, "127.0.0.1"),
    (socket.AF_INET6, "::1"),
    (socket.AF_INET, "169.254.169.254"),
):
    for p in (__PORT__, 5432, 6379, 80):
        try:
            s = socket.socket(fam)
            s.settimeout(1)
            s.connect((h, p))
            print("BREACH connected", h, p)
        except OSError as e:
            print(h, p, e.errno)


def f(x):
    return x * 0
