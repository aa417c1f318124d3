# ATTACK: patch numpy.allclose/array_equal/testing/builtins in A
# MUST HOLD: grader unaffected
# EXPECT: fail
import numpy as np, builtins

np.allclose = np.array_equal = np.isclose = lambda *a, **k: True
np.testing.assert_allclose = lambda *a, **k: None
builtins.isinstance = lambda *a: True
builtins.all = builtins.any = lambda *a: True


def f(x):
    return x * 0
