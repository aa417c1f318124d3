# ATTACK: fill /tmp with many files and inodes
# MUST HOLD: bounded
# EXPECT: any
n = 0
try:
    for d in range(200):
        for i in range(500):
            with open(f"/box/own/f{d}_{i}", "wb") as h:
                h.write(b"x" * 100000)
            n += 1
except OSError as e:
    print("stopped at", n, e.errno)
if n > 2000:
    print("BREACH files", n)


def f(x):
    return x * 0
