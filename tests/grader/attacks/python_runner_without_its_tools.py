# ATTACK: replace what the runner packs and sends with: json, struct, os, socket, NumPy's own methods
# MUST HOLD: a forged answer is the program's answer
# EXPECT: any
import json
import os
import socket
import struct

import numpy as np

json.dumps = lambda *a, **k: '{"op": "r", "seq": 1, "v": NaN, "v": {"$": "a"}}'
json.loads = lambda *a, **k: {"op": "call", "f": "f", "a": [], "k": {}, "seq": -1}
json.encoder.c_make_encoder = json.encoder.encode_basestring = None
struct.pack = lambda *a: b"\xff" * 8
struct.Struct = type("Struct", (), {"pack": struct.pack, "size": 8})
os.write = os.read = lambda *a: b""
socket.socket.sendmsg = socket.socket.sendall = lambda *a: 0
for name in ("asarray", "ascontiguousarray", "array", "frombuffer"):
    setattr(np, name, lambda *a, **k: np.float64(0))


def f(x):
    return x * x
