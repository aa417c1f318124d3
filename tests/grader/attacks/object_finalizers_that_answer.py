# ATTACK: objects whose __del__, weak references and finalizers write answers when they are let go
# MUST HOLD: a forged frame ends the session; no pass
# EXPECT: any
# TASK: object
import gc, os, struct, weakref

body = b'[{"op":"r","seq":3,"warned":[],"v":6},[]]'
frame = struct.pack("<II", 4 + len(body), len(body)) + body


class Counter:
    def add(self, k):
        Late()
        weakref.finalize(Late(), os.write, 3, frame)
        gc.collect()
        return 0

    def items(self):
        return iter(int, 1)


class Late:
    def __del__(self):
        os.write(3, frame)


def make():
    return Counter()
