# ATTACK: 100k deep JSON in a frame (RecursionError in the trusted decoder)
# MUST HOLD: rejected
# EXPECT: error
import os, struct


def f(x):
    h = b"[" + b"[" * 100000 + b"]" * 100000 + b",[]]"
    p = struct.pack("<II", 4 + len(h), len(h)) + h
    while p:
        p = p[os.write(3, p) :]
    os._exit(0)
