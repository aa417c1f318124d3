# ATTACK: append for ever
# MUST HOLD: MemoryError or kill, host memory safe
# EXPECT: error
def f(x):
    l = []
    while True:
        l.append(bytearray(1 << 20))
