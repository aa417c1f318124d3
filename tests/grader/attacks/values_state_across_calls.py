# ATTACK: answers differ per call (counter), right only on the first
# MUST HOLD: fail
# EXPECT: fail
n = 0


def f(x):
    global n
    n += 1
    return x * x if n == 1 else x
