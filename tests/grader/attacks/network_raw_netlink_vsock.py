# ATTACK: raw, packet, netlink, vsock, alg, bluetooth sockets
# MUST HOLD: denied
# EXPECT: fail
# CONTROL: breaches
import socket

for fam, t in ((2, 3), (17, 3), (16, 3), (40, 1), (38, 5), (31, 3), (10, 1), (1, 1)):
    try:
        socket.socket(fam, t)
        print("BREACH socket family", fam)
    except OSError as e:
        print(fam, e.errno)


def f(x):
    return x * 0
