# ATTACK: one message that is two: keys given twice, in both orders, with escapes in their names
# MUST HOLD: the last one counts, or nothing does
# EXPECT: fail
import os, struct, sys

runner = sys.modules["grader.sandbox.inside.runner"]
state = [0]


def send(message, raw=None):
    seq = message.get("seq", 0)
    value = b'{"$":"a","d":"<f8","s":[5],"n":0,"n":0}'
    head = (
        b'[{"op":"cb","\\u006fp":"r","seq":-1,"s\\u0065q":%d,"warned":[],"err":["A","b",[]],'
        b'"v":%s,"post":{"$":"l","v":[null]},"$":"h"},[40]]' % (seq, value)
    )
    rest = bytes(40)
    os.write(3, struct.pack("<II", 4 + len(head) + len(rest), len(head)) + head + rest)


def f(x):
    runner._send = send
    return x
