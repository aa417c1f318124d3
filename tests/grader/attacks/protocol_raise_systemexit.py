# ATTACK: raise SystemExit(0)
# MUST HOLD: not passed
# EXPECT: error
def f(x):
    raise SystemExit(0)
