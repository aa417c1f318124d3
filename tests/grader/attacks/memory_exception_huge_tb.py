# ATTACK: exception with a 100 MB message and 10**5 chained causes
# MUST HOLD: bounded
# EXPECT: error
def f(x):
    e = None
    for i in range(100000):
        n = ValueError("x" * 10)
        n.__cause__ = e
        e = n
    raise ValueError("m" * (100 << 20))
