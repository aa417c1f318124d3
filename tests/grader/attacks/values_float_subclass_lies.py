# ATTACK: float subclass equal to everything
# MUST HOLD: rejected by exact type
# EXPECT: error
class F(float):
    def __eq__(s, o):
        return True

    def __sub__(s, o):
        return 0.0

    __rsub__ = __sub__

    def hex(s):
        return "0x1.8p+1"


def f(x):
    return [F(3) for _ in x]
