# ATTACK: take all memory but the last bytes, and answer with a value that needs more
# MUST HOLD: the program's own failure; the next has all of it
# EXPECT: error
held = []


def f(x):
    size = 64 << 20
    while size > 64:
        try:
            while True:
                held.append(bytearray(size))
        except MemoryError:
            size //= 2
    return [bytes(100)] * 100_000
