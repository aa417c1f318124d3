# ATTACK: replace numpy, json and our own modules in sys.modules and builtins
# MUST HOLD: the next submission knows nothing of it
# EXPECT: any
import builtins
import sys

for name in list(sys.modules):
    if name.split(".")[0] in {"numpy", "json", "grader", "struct", "socket"}:
        sys.modules[name] = None
builtins.len = lambda thing: 0
builtins.print = builtins.open = builtins.__import__ = None
sys.path[:] = ["/box/own"]
sys.path_hooks.clear()


def f(x):
    return x * 0
