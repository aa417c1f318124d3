# ATTACK: a new object from every call, each with a name of a megabyte, and methods that are objects
# MUST HOLD: numbers on the trusted side, nothing more
# EXPECT: error
# TASK: object
class Counter:
    def __init__(self):
        self.kept = []

    def __getattr__(self, name):
        return Counter()

    def __call__(self, *args):
        return type("n" * 1_000_000, (Counter,), {})()

    def add(self, k):
        return [Counter() for _ in range(50_000)]

    def items(self):
        while True:
            yield Counter()


def make():
    return Counter()
