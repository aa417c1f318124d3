# ATTACK: return the right sum without calling the lent function
# MUST HOLD: calls are counted on our side
# EXPECT: fail
# TASK: lend
def f(g, n):
    return 18.0
