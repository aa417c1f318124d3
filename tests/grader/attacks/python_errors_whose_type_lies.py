# ATTACK: errors whose type has no name, a name without an end, or one that computes for ever
# MUST HOLD: described shortly, or time is up; the program is blamed
# EXPECT: error
class Meta(type):
    count = 0

    @property
    def __name__(cls):
        Meta.count += 1
        if Meta.count == 1:
            return "x" * 50_000_000
        if Meta.count == 2:
            raise SystemExit
        if Meta.count == 3:
            return cls
        while True:
            pass

    def __getattribute__(cls, name):
        if name == "__mro__":
            raise RuntimeError
        return type.__getattribute__(cls, name)

    def __instancecheck__(cls, other):
        raise KeyboardInterrupt


class Wrong(Exception, metaclass=Meta):
    def __str__(self):
        return "\ud800" * 10_000_000

    def __getattribute__(self, name):
        if name == "__traceback__":
            raise MemoryError
        return Exception.__getattribute__(self, name)


calls = []


def f(x):
    calls.append(1)
    raise Wrong("a", "b")
