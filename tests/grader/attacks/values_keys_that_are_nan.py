# ATTACK: a dict of ten thousand keys that are NaN, none of which equals another
# MUST HOLD: refused or wrong, at no cost
# EXPECT: fail
def f(x):
    return {float("nan"): i for i in range(10_000)}
