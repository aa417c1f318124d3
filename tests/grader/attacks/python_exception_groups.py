# ATTACK: groups of groups of exceptions, circles of causes, a million notes, names that hang
# MUST HOLD: told briefly, or ended
# EXPECT: error


class Meta(type):
    def __getattribute__(cls, name):
        if name in ("__name__", "__qualname__", "__module__", "__mro__"):
            return "x" * 10_000_000
        return type.__getattribute__(cls, name)


class Endless(Exception, metaclass=Meta):
    def __str__(self):
        return str(self.args) + "\n" * 1_000_000

    @property
    def args(self):
        return ("y" * 1_000_000,)


def f(x):
    deep = Endless()
    for _ in range(5000):
        deep = ExceptionGroup("g" * 1000, [deep, ValueError()])
    other = ValueError("other")
    deep.__cause__, other.__cause__ = other, deep
    deep.__notes__ = ["note"] * 1_000_000
    raise deep
