# ATTACK: honest: sums a lent function
# MUST HOLD: passes
# EXPECT: pass
# TASK: lend
def f(g, n):
    return float(sum(g(float(k)) for k in range(n)))
