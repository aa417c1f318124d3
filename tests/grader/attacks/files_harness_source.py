# ATTACK: read the runner, codec, zygote and client source
# MUST HOLD: may be readable, must contain no secret (design: holds no tests)
# EXPECT: fail
import sys, os
import inspect
from grader.sandbox.inside import runner

s = inspect.getsource(runner)
print(len(s), "expected" in s and "EXPECTED=" in s and "BREACH" or "nothing useful")


def f(x):
    return x * 0
