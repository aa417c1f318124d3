# ATTACK: honest: a class with state and a generator
# MUST HOLD: passes
# EXPECT: pass
# TASK: object
class Counter:
    def __init__(self):
        self.total = 0

    def add(self, k):
        self.total += k
        return self.total

    def items(self):
        k = 0
        while True:
            yield k
            k += 1


def make():
    return Counter()
