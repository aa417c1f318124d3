# ATTACK: ask for callbacks and never read an answer
# MUST HOLD: the wall clock holds, the worker does not block
# EXPECT: error
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
    ask = frame({"op": "cb", "cb": 0, "a": {"$": "l", "v": [{"$": "f", "v": "0x1p0"}]}})
    while True:
        say(ask * 1000)
