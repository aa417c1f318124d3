# ATTACK: descriptors the fork server might have left: control socket, rules, namespaces, other channels
# MUST HOLD: four are there and no more
# EXPECT: fail
import os, stat

found = {}
for descriptor in range(4096):
    try:
        found[descriptor] = os.fstat(descriptor)
    except OSError:
        pass
if set(found) - {0, 1, 2, 3}:
    print("BREACH more descriptors:", sorted(found))
kinds = [stat.S_ISCHR, stat.S_ISFIFO, stat.S_ISFIFO, stat.S_ISSOCK]
for descriptor, is_kind in enumerate(kinds):
    if descriptor in found and not is_kind(found[descriptor].st_mode):
        print("BREACH of another kind:", descriptor, oct(found[descriptor].st_mode))
try:
    os.write(0, b"x")
    print("BREACH wrote to standard input")
except OSError:
    pass


def f(x):
    return x * 0
