# ATTACK: say hello again, and give orders to the worker
# MUST HOLD: refused: only answers are listened to
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
    for order in ("hello", "begin", "load", "call", "get", "next", "exit", "map", "ready"):
        say(frame({"op": order, "seq": 2, "src": "print('BREACH')", "event": "ready", "code": 0}))
    os._exit(0)
