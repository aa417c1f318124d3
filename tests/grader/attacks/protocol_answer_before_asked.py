# ATTACK: send answers to calls that will be asked while the module still loads
# MUST HOLD: unsolicited: the session ends
# EXPECT: error
import json, os, struct

import numpy as np


def frame(message, buffers=()):
    head = json.dumps([message, [len(b) for b in buffers]]).encode()
    size = 4 + len(head) + sum(map(len, buffers))
    return struct.pack("<II", size, len(head)) + head + b"".join(buffers)


random = np.random.default_rng(7)  # the seed of the task, were it known
for seq in range(2, 8):
    x = random.normal(size=5)
    node = {"$": "a", "d": "<f8", "s": [5], "n": 0}
    post = {"$": "l", "v": [{**node, "n": 1}]}
    os.write(
        3, frame({"op": "r", "seq": seq, "v": node, "post": post}, [(x * x).tobytes(), x.tobytes()])
    )


def f(x):
    return x * 0
