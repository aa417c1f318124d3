# ATTACK: replace the encoder, the frames and the runner by ones that say "right"
# MUST HOLD: A says only what was returned; nobody asks it for a verdict
# EXPECT: fail
import sys

import numpy as np

from grader.sandbox import decoding, encoding, frames
from grader.sandbox.inside import runner

old = frames.pack


def pack(message, buffers=()):
    if message.get("op") == "r":
        message = {**message, "passed": True, "verdict": "right", "score": 1.0}
    return old(message, buffers)


frames.pack = pack
runner.encode = lambda value, raw, handle=None: encoding.encode(np.ones(5), raw)
decoding._Decoder._READERS.clear()
encoding.DTYPES = encoding.MAX_ARRAY_BYTES = None


def f(x):
    return x * 0
