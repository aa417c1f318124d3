# ATTACK: tags that are lists, objects, long, or names of methods
# MUST HOLD: refused
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
    for tag in ([], {}, 1, None, True, "__class__", "value", "h" * 1000):
        say(frame({"op": "r", "seq": 2, "v": {"$": tag, "v": [], "n": 0}, "post": []}))
    os._exit(0)
