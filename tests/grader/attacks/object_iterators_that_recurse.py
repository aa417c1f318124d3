# ATTACK: an iterator whose items are asked for while an item is made
# MUST HOLD: the deadline or an error
# EXPECT: error
# TASK: object
class Counter:
    def __init__(self):
        self.k = 0

    def add(self, k):
        self.k += k
        return self.k

    def items(self):
        return Items()


class Items:
    def __iter__(self):
        return self

    def __next__(self):
        return next(self)


def make():
    return Counter()
