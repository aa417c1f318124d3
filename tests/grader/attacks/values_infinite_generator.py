# ATTACK: return an infinite generator
# MUST HOLD: handle, not consumed
# EXPECT: fail
def f(x):
    i = 0
    while True:
        yield i
        i += 1
