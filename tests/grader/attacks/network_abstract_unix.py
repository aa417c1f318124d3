# ATTACK: listen on / connect to abstract unix sockets, socketpair
# MUST HOLD: denied
# EXPECT: fail
# CONTROL: breaches
import socket

for ad in ("\0__ABSTRACT__", "__FOLDER__/app.sock", "/run/docker.sock", "/var/run/docker.sock"):
    try:
        s = socket.socket(socket.AF_UNIX)
        s.connect(ad)
        print("BREACH unix", repr(ad))
    except OSError as e:
        print(repr(ad), e.errno)
try:
    socket.socketpair()
    print("socketpair ok (harmless)")
except OSError as e:
    print(e.errno)


def f(x):
    return x * 0
