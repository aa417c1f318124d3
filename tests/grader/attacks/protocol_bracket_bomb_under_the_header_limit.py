# ATTACK: a header of 4 MB, all brackets
# MUST HOLD: refused before it is parsed
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
    head = b"[[" + b"{}," * 1_390_000 + b"0],[]]"
    say(struct.pack("<II", 4 + len(head), len(head)) + head)
    os._exit(0)
