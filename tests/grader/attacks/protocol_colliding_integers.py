# ATTACK: a dict of 60 000 integers that all have the hash 0
# MUST HOLD: refused: building it would take minutes
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
    prime = 2**61 - 1
    pairs = [[{"$": "i", "v": hex(k * prime)}, 0] for k in range(1, 60_000)]
    answer({"$": "d", "v": pairs})
