# ATTACK: return handles of objects that do not exist, and of text
# MUST HOLD: an error inside, nothing of ours
# EXPECT: error
# TASK: object
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


def make():
    kind = "<img src=x onerror=alert(1)>" * 1000
    say(frame({"op": "r", "seq": 2, "v": {"$": "h", "id": -(10**9), "t": kind}}))
    while True:
        size = struct.unpack("<I", os.read(3, 4))[0]
        request = os.read(3, size)
        if request:
            say(frame({"op": "r", "seq": 3, "v": {"$": "h", "id": "0", "t": 7}}))
