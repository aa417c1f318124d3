# ATTACK: call back a function index which does not exist / negative / huge
# MUST HOLD: error only
# EXPECT: error
import os, json, struct


def _frame(msg):
    h = json.dumps([msg, []]).encode()
    return struct.pack("<II", 4 + len(h), len(h)) + h


def f(x):
    os.write(3, _frame({"op": "cb", "cb": -1, "a": {"$": "l", "v": []}}))
    os.read(3, 65536)
    os.write(3, _frame({"op": "cb", "cb": 10**9, "a": None}))
    os.read(3, 65536)
    return x * 0
