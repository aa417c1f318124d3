# ATTACK: say that the arguments came back fewer, of another kind, or as those of another call
# MUST HOLD: the program is blamed
# EXPECT: any
import sys

runner = sys.modules.get("grader.sandbox.inside.runner")
call, calls = runner._send, []
POSTS = (
    {"$": "l", "v": []},
    {"$": "l", "v": [None, None, None]},
    {"$": "t", "v": []},
    {"$": "d", "v": []},
    {"$": "a", "d": "<f8", "s": [5], "n": 0},
    None,
    7,
)


def send(message, raw=None):
    if "post" in message:
        calls.append(0)
        message["post"] = POSTS[len(calls) % len(POSTS)]
    return call(message, raw)


runner._send = send


def f(x):
    return x * x
