# ATTACK: reload every module of the grader and of NumPy under the runner's feet
# MUST HOLD: the program's own failure
# EXPECT: any
import importlib
import sys


def f(x):
    for name, module in sorted(sys.modules.items()):
        if name.startswith(("grader", "numpy.random", "json", "encodings", "struct")):
            try:
                importlib.reload(module)
            except BaseException as error:
                print(name, type(error).__name__)
    for name in list(sys.modules):
        if name.startswith("grader"):
            del sys.modules[name]
    return x * 0
