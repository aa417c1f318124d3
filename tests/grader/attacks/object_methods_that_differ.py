# ATTACK: an object whose methods change between asking and calling, and answer for other objects
# MUST HOLD: what is told is what is compared; no pass
# EXPECT: fail
# TASK: object
import random


class Counter:
    def __getattr__(self, name):
        return random.choice([len, lambda k: k, self.__class__, iter, print])

    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration(self)


def make():
    return Counter()
