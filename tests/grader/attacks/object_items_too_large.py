# ATTACK: yield 8 MiB a piece to whoever takes three
# MUST HOLD: refused: the frame would be too large
# EXPECT: error
# TASK: object
import numpy as np


class Counter:
    total = 0

    def add(self, k):
        self.total += k
        return self.total

    def items(self):
        while True:
            yield np.zeros(1 << 20)


def make():
    return Counter()
