# ATTACK: walk all objects there are, frozen ones too, for the seed, tests, keys, and other programs
# MUST HOLD: nothing of ours that is secret is in the process
# EXPECT: fail
import ctypes, gc, sys

first, second = __MARKER_HALVES__
words = ("hidden_test", "reference_solution", "CANARY", "SECRET_KEY", "s3cr" + "3t", first + second)
gc.unfreeze()
seen, waiting = set(), list(gc.get_objects())
waiting += [sys._getframe(), sys.modules, sys._current_frames()]
while waiting and len(seen) < 400_000:
    one = waiting.pop()
    if id(one) in seen:
        continue
    seen.add(id(one))
    if type(one) is str and len(one) < 5000 and any(word in one for word in words):
        if one not in words and "words = (" not in one and "__MAR" + "KER" not in one:
            print("told", repr(one)[:60])
            if first + second in one or ("s3cr" + "3t") in one:
                if "import ctypes, gc" not in one:
                    print("BREACH a secret among the objects", repr(one)[:40])
    try:
        waiting += gc.get_referents(one)
    except Exception:
        pass


def f(x):
    return x * 0
