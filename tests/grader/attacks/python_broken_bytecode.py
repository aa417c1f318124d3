# ATTACK: code objects of nonsense, and objects whose counts of references were written over
# MUST HOLD: the crash is the program's own
# EXPECT: error
import ctypes
import types


def g():
    return 1


def f(x):
    ctypes.c_ssize_t.from_address(id(x)).value = 0
    ctypes.c_ssize_t.from_address(id(g)).value = 1 << 60
    code = g.__code__.replace(co_code=bytes(range(2, 250)) * 8, co_stacksize=1)
    for _ in range(100):
        types.FunctionType(code, {})()
