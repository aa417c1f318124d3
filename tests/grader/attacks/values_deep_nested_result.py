# ATTACK: list nested 10**6 deep as a result
# MUST HOLD: rejected
# EXPECT: error
def f(x):
    r = []
    for i in range(10**6):
        r = [r]
    return r
