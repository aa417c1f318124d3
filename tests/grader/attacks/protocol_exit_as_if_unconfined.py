# ATTACK: end the process the way one ends that could not be confined, with the last words of one
# MUST HOLD: the program is blamed, not the machine, and nothing is tried again
# EXPECT: error
import os


def f(x):
    os.write(2, b"Traceback (most recent call last):\nOSError: [Errno 1] mount\n")
    os.write(1, b'{"event": "refused", "why": "every slot of the zygote is taken"}')
    os._exit(98)
