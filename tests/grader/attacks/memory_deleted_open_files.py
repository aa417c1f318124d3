# ATTACK: write to files that have no name any more
# MUST HOLD: they count too
# EXPECT: any
import os

total = 0
try:
    for k in range(40):
        fd = os.open(f"/box/own/{k}", os.O_RDWR | os.O_CREAT)
        os.unlink(f"/box/own/{k}")
        total += os.write(fd, bytes(1 << 20))
except OSError as error:
    print(total, error.errno)
if total > 17 << 20:
    print("BREACH wrote", total)


def f(x):
    return x * 0
