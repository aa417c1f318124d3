# ATTACK: send well-formed answers ahead of the questions
# MUST HOLD: unsolicited frame => fail
# EXPECT: error
import os, json, struct


def _frame(msg):
    h = json.dumps([msg, []]).encode()
    return struct.pack("<II", 4 + len(h), len(h)) + h


for i in range(1, 50):
    os.write(
        3,
        _frame(
            {
                "op": "r",
                "seq": i,
                "v": {"$": "f", "v": "0x1.0p+0"},
                "passed": True,
                "verdict": "passed",
            }
        ),
    )


def f(x):
    return x * 0
