# ATTACK: keys of a dict: tuples chosen by inverting the tuple hash
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
    mask, p1, p2, p5 = 2**64 - 1, 11400714785074694791, 14029467366897019727, 2870177450012600261
    back1, back2 = pow(p1, -1, 2**64), pow(p2, -1, 2**64)

    def rotate(value, bits):
        return (value << bits | value >> (64 - bits)) & mask

    keys, first = [], 1
    while len(keys) < 20_000:
        state = rotate((p5 + first * p2) & mask, 31) * p1 & mask
        wanted = rotate(12345 * back1 & mask, 33)  # so that one more step gives 12345
        second = (wanted - state) * back2 & mask
        if second < 2**61 - 1:
            keys.append((first, second))
        first += 1
    assert len({hash(key) for key in keys}) == 1
    pairs = [[{"$": "t", "v": [a, {"$": "i", "v": hex(b)}]}, 0] for a, b in keys]
    answer({"$": "d", "v": pairs})
