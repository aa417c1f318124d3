# ATTACK: print 1 GB
# MUST HOLD: killed/truncated by the output cap
# EXPECT: error
def f(x):
    s = "y" * (1 << 20)
    for i in range(1024):
        print(s)
    return x * x
