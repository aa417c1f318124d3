# ATTACK: codecs, error handlers, type converters and copy hooks of our own in place of Python's
# MUST HOLD: they change this process only, and no verdict
# EXPECT: fail
import codecs, copyreg, json, struct, sys

import numpy as np


def search(name):
    return codecs.CodecInfo(lambda s, e="": (b"0", len(s)), lambda b, e="": ("0", len(b)), name=name)


codecs.register(search)
codecs.register_error("strict", lambda error: ("", error.end))
codecs.register_error("surrogatepass", lambda error: ("", error.end))
codecs.register_error("backslashreplace", lambda error: ("", error.start))
copyreg.pickle(np.ndarray, lambda a: (eval, ("print('BREA' + 'CH')",)))
json.dumps = lambda *a, **k: "[]"
json.encoder.encode_basestring_ascii = json.encoder.py_encode_basestring_ascii = lambda s: '"v"'
json.JSONEncoder.encode = lambda self, o: "[[], []]"
struct.pack = lambda *a: b"\0" * 8


def f(x):
    return np.full(5, 1e300) * 0
