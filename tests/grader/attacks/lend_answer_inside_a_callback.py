# ATTACK: answer the outer question while a callback is being asked for
# MUST HOLD: the count is ours
# EXPECT: fail
# TASK: lend
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


def f(g, n):
    say(frame({"op": "cb", "cb": 0, "a": {"$": "l", "v": [0]}}))
    say(frame({"op": "r", "seq": 2, "v": {"$": "f", "v": (18.0).hex()}}))
    os.read(3, 1 << 16)
    os._exit(0)
