# ATTACK: turn the output pipes into pipes of packets and send single bytes as fast as may be
# MUST HOLD: reading costs the worker little, and ends at the limit
# EXPECT: error
import fcntl
import os

for stream in (1, 2):
    fcntl.fcntl(stream, fcntl.F_SETFL, fcntl.fcntl(stream, fcntl.F_GETFL) | os.O_DIRECT)


def f(x):
    while True:
        os.write(1, b"a")
        os.write(2, b"b")
