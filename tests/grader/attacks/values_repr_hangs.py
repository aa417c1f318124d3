# ATTACK: object whose __repr__/__str__/__array__ hang
# MUST HOLD: rejected by type, no hang
# EXPECT: error
class E:
    def __repr__(s):
        while True:
            pass

    __str__ = __array__ = __float__ = __len__ = __reduce__ = __repr__


def f(x):
    return [E()]
