# ATTACK: an exception whose text, name and kind never end
# MUST HOLD: the deadline
# EXPECT: error
class Endless(type):
    @property
    def __name__(cls):
        while True:
            pass


class Trouble(Exception, metaclass=Endless):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def f(x):
    raise Trouble
