# ATTACK: an array of booleans whose bytes are 7: equal to True, and to False, and to 7
# MUST HOLD: refused
# EXPECT: error
import json, os, struct


def f(x):
    node = {"$": "a", "d": "|b1", "s": [5], "n": 0}
    head = json.dumps([{"op": "r", "seq": 2, "v": node, "post": node}, [5]]).encode()
    os.write(3, struct.pack("<II", 9 + len(head), len(head)) + head + b"\7" * 5)
    os._exit(0)
