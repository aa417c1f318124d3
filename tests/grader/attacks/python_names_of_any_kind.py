# ATTACK: a module whose names are numbers, tuples, half characters, megabytes, or change while read
# MUST HOLD: an error of the program
# EXPECT: error
import sys


class Name(str):
    def startswith(self, start):
        globals()[Name(str(len(globals())))] = 1
        return False


space = globals()
space["\ud800"] = space["x" * 20_000_000] = space[7] = space[(1, 2)] = 0
space[Name("one")] = 1


def f(x):
    return x * x
