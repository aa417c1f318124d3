# ATTACK: texts, bytes, numbers and lists of classes of our own, with methods that lie or never end
# MUST HOLD: not taken for what they say, or time is up
# EXPECT: any
class Text(str):
    def encode(self, *given):
        return b"\xff" * 100_000_000

    def __len__(self):
        return -(2**70)

    def __hash__(self):
        raise SystemExit


class Raw(bytes):
    def __len__(self):
        return 2**62

    def __buffer__(self, flags):
        raise MemoryError


class Whole(int):
    def __index__(self):
        return 10**10

    def bit_length(self):
        return 1

    def __format__(self, how):
        return "f" * 10**8


class Row(list):
    def __iter__(self):
        while True:
            yield self

    def __len__(self):
        return 1


class Table(dict):
    def items(self):
        while True:
            yield self, self


calls = []


def f(x):
    calls.append(0)
    return [x * x, Text("a"), Raw(b"a"), Whole(3), Table(a=1), Row([1])][len(calls) % 6]
