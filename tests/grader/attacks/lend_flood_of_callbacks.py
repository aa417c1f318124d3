# ATTACK: call the lent function for ever
# MUST HOLD: bounded in number and in time
# EXPECT: error
# TASK: lend
def f(g, n):
    while True:
        g(1.0)
