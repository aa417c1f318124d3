# ATTACK: put another function in the place of the lent one
# MUST HOLD: calls are counted on our side
# EXPECT: fail
# TASK: lend
def f(g, n):
    type(g).__call__ = lambda self, value: 3.0 * value
    return float(sum(g(float(k)) for k in range(n)))
