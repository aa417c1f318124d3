# ATTACK: headers nested to just below every limit, in objects and in arrays, and names a million long
# MUST HOLD: refused or read in no time
# EXPECT: error
import json, os, struct


def say(head):
    data = memoryview(struct.pack("<II", 4 + len(head), len(head)) + head)
    while data:
        data = data[os.write(3, data[: 1 << 20]) :]


def f(x):
    depth = 900
    say(
        b'[{"op":"r","seq":2,"v":'
        + b'{"$":"l","v":[' * depth
        + b"1"
        + b"]}" * depth
        + b',"warned":[]},[]]'
    )
    say(b'[{"op":"r","seq":2,"v":' + b"[" * 100000 + b"]" * 100000 + b"},[]]")
    say(b'[{"' + b"k" * 3_000_000 + b'":1},[]]')
    os._exit(0)
