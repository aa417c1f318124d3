# ATTACK: end iterations by StopIteration where a call was asked
# MUST HOLD: no loop on our side ends early
# EXPECT: error
# TASK: object
class Counter:
    def add(self, k):
        raise StopIteration(k)

    def items(self):
        raise StopIteration


def make():
    return Counter()
