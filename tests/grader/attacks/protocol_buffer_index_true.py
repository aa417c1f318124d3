# ATTACK: name buffer "true", and buffer -1
# MUST HOLD: refused: an index is an integer within bounds
# EXPECT: error
import json, os, struct


def frame(message, buffers=()):
    head = json.dumps([message, [len(b) for b in buffers]]).encode()
    size = 4 + len(head) + sum(map(len, buffers))
    return struct.pack("<II", size, len(head)) + head + b"".join(buffers)


def say(data):
    data = memoryview(data)
    while data:
        data = data[os.write(3, data[: 1 << 20]) :]


def answer(value, post=None, buffers=()):
    """The reply to the first call of f; the loading was request 1."""
    say(frame({"op": "r", "seq": 2, "v": value, "post": post}, buffers))
    os._exit(0)


def f(x):
    node = {"$": "a", "d": "<f8", "s": [5], "n": True}
    answer(node, {"$": "l", "v": [{**node, "n": -1}]}, [bytes(40), bytes(40)])
