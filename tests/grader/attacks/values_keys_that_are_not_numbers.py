# ATTACK: dicts and sets with NaN, -1 and -2, True and 1, nested tuples as keys
# MUST HOLD: read as they are
# EXPECT: fail
def f(x):
    nan = float("nan")
    return [{nan: 1, float("nan"): 2, -1: 3, -2: 4, (1, (2, (3,))): 5}, {True, 2.0, 3}]
