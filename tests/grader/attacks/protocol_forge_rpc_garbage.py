# ATTACK: write garbage on the rpc fd
# MUST HOLD: protocol violation, no pass
# EXPECT: error
import os

os.write(3, b'{"passed": true}\n' * 100)


def f(x):
    return x * 0
