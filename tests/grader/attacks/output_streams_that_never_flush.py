# ATTACK: standard streams whose flush sleeps, answers by itself, exits, or replaces the other
# MUST HOLD: it is the program's time; nothing is answered twice
# EXPECT: any
import os, sys, time


class Stream:
    def __init__(self):
        self.count = 0

    def write(self, text):
        return len(text)

    def flush(self):
        self.count += 1
        if self.count == 2:
            raise SystemExit(0)
        if self.count == 3:
            raise GeneratorExit
        if self.count > 3:
            time.sleep(60)


sys.stdout = sys.__stdout__ = sys.stderr = Stream()


def f(x):
    return x * x
