# ATTACK: an object that points anywhere in memory by __array_interface__
# MUST HOLD: an object stays inside
# EXPECT: fail
class Anywhere:
    __array_interface__ = {"shape": (5,), "typestr": "<f8", "data": (0x400000, True), "version": 3}

    def __array__(self, *a, **k):
        raise SystemError("BREACH it was made an array")


def f(x):
    return Anywhere()
