# ATTACK: two right-looking answers to one question
# MUST HOLD: the second is refused at the next question
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
    node = {"$": "a", "d": "<f8", "s": [5], "n": 0}
    raw = (x * x).tobytes()
    for seq in (2, 2, 3, 3, 4, 4, 5, 5, 6, 6):
        post = {"$": "l", "v": [{**node, "n": 1}]}
        say(frame({"op": "r", "seq": seq, "v": node, "post": post}, [raw, x.tobytes()]))
    os.read(3, 1 << 16)
    os._exit(0)
