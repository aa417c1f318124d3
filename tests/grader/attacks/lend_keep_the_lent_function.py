# ATTACK: keep a function that was lent, and call it after the call that lent it, from a finaliser and from the next call
# MUST HOLD: a callback outside its turn is an unsolicited frame
# EXPECT: fail
# TASK: lend
import atexit, weakref


class Holder:
    pass


kept = []


def f(g, n):
    kept.append(g)
    holder = Holder()
    weakref.finalize(holder, g, 1.0)
    atexit.register(g, 2.0)
    del holder  # calls g once more than was asked
    return sum(g(float(k)) for k in range(n))
