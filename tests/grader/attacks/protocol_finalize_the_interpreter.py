# ATTACK: finalize the interpreter in the middle of a call, after hooks that write to the channel
# MUST HOLD: the program is blamed; what it says at its end is no answer
# EXPECT: error
import atexit, ctypes, os, struct

body = b'[{"op":"r","seq":2,"warned":[],"v":{"$":"f","v":"0x1p+0"}},[]]'
frame = struct.pack("<II", 4 + len(body), len(body)) + body
atexit.register(lambda: os.write(3, frame * 50))


def f(x):
    ctypes.pythonapi.Py_FinalizeEx()
    return x * x
