# ATTACK: make empty files and folders until there are no inodes
# MUST HOLD: bounded at some hundreds
# EXPECT: any
import os

made = 0
try:
    while made < 100_000:
        os.mkdir(f"/box/own/d{made}") if made % 2 else open(f"/box/own/f{made}", "w").close()
        made += 1
except OSError as error:
    print(made, error.errno)
if made > 600:
    print("BREACH inodes", made)


def f(x):
    return x * 0
