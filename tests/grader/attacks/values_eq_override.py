# ATTACK: object equal to everything
# MUST HOLD: plain data only
# EXPECT: error
class Yes:
    def __eq__(s, o):
        return True

    def __bool__(s):
        return True

    def __array__(s, *a, **k):
        raise RuntimeError

    __hash__ = None


def f(x):
    return Yes()
