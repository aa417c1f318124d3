# ATTACK: ask its one socket who is at the other end, for its options, and for another
# MUST HOLD: nothing of the worker is told, nothing new is opened
# EXPECT: fail
import os
import socket

told = []
try:
    own = socket.socket(fileno=os.dup(3))
    for ask in ("getpeername", "getsockname"):
        try:
            told.append(getattr(own, ask)())
        except OSError:
            pass
    for level in (socket.SOL_SOCKET,):
        for option in (17, 31, 59, 76, 77):
            try:
                told.append(own.getsockopt(level, option, 64))
            except OSError:
                pass
    for act in (own.accept, own.dup().listen, lambda: own.shutdown(2), lambda: own.connect("x")):
        try:
            told.append(act())
        except OSError:
            pass
except OSError as error:
    print(error)
try:
    told.append(socket.socketpair())
except OSError as error:
    print(error)
print("BREACH", told) if told else print("nothing")


def f(x):
    return x * 0
