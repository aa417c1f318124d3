"""Keys of small code exercises: a function, a class, a generator, functions of functions."""

from __future__ import annotations

from typing import Any

LOGSUMEXP: dict[str, Any] = {
    "entry": "logsumexp",
    "limits": {"cpu_s": 2, "mem_mb": 256},
    "ban": ["scipy", "numpy.logaddexp"],
    "params": {"k": [[1, 2, 3], [4, 5, 6]], "rows": [6, 15], "shift": 3000},
    "reference": """
import numpy as np

def logsumexp(x, axis=-1):
    x = np.asarray(x, dtype=np.float64)
    c = np.max(x, axis=axis, keepdims=True)
    c = np.where(np.isfinite(c), c, 0.0)
    with np.errstate(divide="ignore", over="ignore"):
        return np.log(np.sum(np.exp(x - c), axis=axis)) + np.squeeze(c, axis=axis)
""",
    "starter": """
import numpy as np

def logsumexp(x, axis=-1):
    x = np.asarray(x, dtype=np.float64)
    ...
""",
    "visible": """
def test_example(f, np, p):
    "The rows of ln k give the logs of the row sums."
    assert close(f(np.log(np.array(p.k))), np.log(p.rows))

def test_axis_zero(f, np, p):
    "axis=0 sums down the columns."
    x = np.log(np.array(p.k))
    assert close(f(x, axis=0), np.log(np.sum(p.k, axis=0)))
""",
    "hidden": """
def test_large(f, np, p):
    "Large entries must not overflow."
    x = np.log(np.array(p.k)) + p.shift
    assert close(f(x), np.log(p.rows) + p.shift)

def test_slices_apart(f, np, p):
    "Each slice needs its own shift."
    x = np.log(np.array(p.k)) + np.array([[0.0], [-2.0 * p.shift]])
    assert close(f(x), np.log(p.rows) + np.array([0.0, -2.0 * p.shift]))

def test_infinities(f, np, p):
    "Slices of -inf, and slices with +inf."
    i = np.inf
    assert list(f(np.array([[-i, -i], [i, 0.0], [-i, 2.0]]))) == [-i, i, 2.0]

def test_shapes(f, np, p):
    "Any number of dimensions, integer input, other axes."
    x = np.arange(24).reshape(2, 3, 4)
    for ax in (0, 1, 2, -2):
        y = f(x, axis=ax)
        assert y.shape == x.sum(axis=ax).shape and y.dtype == np.float64
        assert close(y, np.log(np.exp(x.astype(float) - 23).sum(axis=ax)) + 23)

def test_unchanged(f, np, p):
    "The input array must stay as it was."
    x = np.array([[1.0, 2.0], [3.0, 4.0]]); y = x.copy()
    f(x); assert (x == y).all()
""",
    "mutants": [
        {
            "tag": "naive",
            "source": """
import numpy as np
def logsumexp(x, axis=-1):
    return np.log(np.sum(np.exp(np.asarray(x, float)), axis=axis))
""",
        },
        {
            "tag": "global-max",
            "source": """
import numpy as np
def logsumexp(x, axis=-1):
    x = np.asarray(x, float); c = x.max()
    with np.errstate(all="ignore"):
        return np.log(np.exp(x - c).sum(axis=axis)) + c
""",
        },
        {
            "tag": "inf-minus-inf",
            "source": """
import numpy as np
def logsumexp(x, axis=-1):
    x = np.asarray(x, float); c = x.max(axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        return np.log(np.exp(x - c).sum(axis=axis)) + np.squeeze(c, axis=axis)
""",
        },
        {
            "tag": "last-axis-only",
            "source": """
import numpy as np
def logsumexp(x, axis=-1):
    x = np.asarray(x, float)
    if x.ndim == 2 and axis == 0: x, axis = x.T, -1
    c = x.max(axis=-1, keepdims=True); c = np.where(np.isfinite(c), c, 0.0)
    with np.errstate(all="ignore"):
        return np.log(np.exp(x - c).sum(axis=-1)) + c[..., 0]
""",
        },
        {
            "tag": "in-place",
            "source": """
import numpy as np
def logsumexp(x, axis=-1):
    x = np.asarray(x, np.float64)
    c = np.max(x, axis=axis, keepdims=True); c = np.where(np.isfinite(c), c, 0.0)
    x -= c
    with np.errstate(all="ignore"):
        return np.log(np.exp(x).sum(axis=axis)) + np.squeeze(c, axis=axis)
""",
        },
    ],
    "mistakes": [
        {"tag": "naive", "test": "test_large"},
        {"tag": "global-max", "test": "test_slices_apart"},
        {"tag": "inf-minus-inf", "test": "test_infinities"},
        {"tag": "last-axis-only", "test": "test_shapes"},
        {"tag": "in-place", "test": "test_unchanged"},
    ],
}

RUNNING: dict[str, Any] = {
    "entry": "Running",
    "params": {"values": [2, 4, 9]},
    "reference": """
class Running:
    def __init__(self):
        self.n, self.mean, self._m2 = 0, 0.0, 0.0
    def push(self, x):
        self.n += 1
        before = x - self.mean
        self.mean += before / self.n
        self._m2 += before * (x - self.mean)
    @property
    def var(self):
        if self.n < 2:
            raise ValueError("two values are needed")
        return self._m2 / (self.n - 1)
    def __add__(self, other):
        both = Running()
        both.n = self.n + other.n
        both.mean = (self.n * self.mean + other.n * other.mean) / both.n
        gap = self.mean - other.mean
        both._m2 = self._m2 + other._m2 + gap * gap * self.n * other.n / both.n
        return both
    def __lt__(self, other):
        return self.mean < other.mean
    def __iter__(self):
        yield from (self.n, self.mean)
""",
    "visible": """
def test_mean(f, np, p):
    "The mean of the values pushed."
    r = f()
    for value in p.values:
        r.push(value)
    assert close(r.mean, 5.0)
""",
    "hidden": """
def test_variance(f, np, p):
    "The sample variance."
    r = f()
    many(r.push, [[value] for value in p.values])
    assert close(r.var, 13.0)

def test_too_few(f, np, p):
    "The variance of one value is refused."
    r = f()
    r.push(1.0)
    with raises(ValueError):
        r.var

def test_offset(f, np, p):
    "A large offset loses no digits."
    r = f()
    many(r.push, [[1e9 + value] for value in p.values])
    assert close(r.var, 13.0)

def test_sum(f, np, p):
    "Two of them add up; both stay as they were; they compare by their means."
    a, b = f(), f()
    many(a.push, [[1], [2]])
    many(b.push, [[6]])
    both = a + b
    assert close(both.mean, 3.0) and close(both.var, 7.0) and a.n == 2 and b.n == 1
    assert compare(a, "<", b)
    assert list(both) == [3, 3.0]
""",
    "mutants": [
        {
            "tag": "squares",
            "source": """
class Running:
    def __init__(self):
        self.n, self.s, self.q = 0, 0.0, 0.0
    def push(self, x):
        self.n += 1; self.s += x; self.q += x * x
    @property
    def mean(self): return self.s / self.n
    @property
    def var(self):
        if self.n < 2: raise ValueError("few")
        return (self.q - self.s ** 2 / self.n) / (self.n - 1)
    def __add__(self, o):
        b = Running(); b.n = self.n + o.n; b.s = self.s + o.s; b.q = self.q + o.q
        return b
    def __lt__(self, o): return self.mean < o.mean
    def __iter__(self): return iter((self.n, self.mean))
""",
        }
    ],
    "mistakes": [
        {"tag": "squares", "test": "test_offset"},
        {"tag": "population", "test": "test_variance"},
    ],
}

PRIMES: dict[str, Any] = {
    "entry": "primes",
    "reference": """
def primes():
    found = []
    n = 2
    while True:
        if all(n % q for q in found):
            found.append(n)
            yield n
        n += 1
""",
    "visible": """
def test_first(f, np, p):
    "The first primes."
    assert take(f(), 4) == [2, 3, 5, 7]
""",
    "hidden": """
def test_lazy(f, np, p):
    "One at a time, without an end."
    numbers = iter(f())
    assert next(numbers) == 2 and next(numbers) == 3 and take(numbers, 3) == [5, 7, 11]

def test_loop(f, np, p):
    "Works in a for loop."
    total = 0
    for q in f():
        if q > 20:
            break
        total += q
    assert total == 77
""",
}

NEWTON: dict[str, Any] = {
    "entry": ["newton", "derivative"],
    "params": {"a": 2.0},
    "reference": """
def derivative(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)

def newton(f, x0, steps=20):
    x = x0
    for _ in range(steps):
        x = x - f(x) / derivative(f, x)
    return x
""",
    "visible": """
def test_root(f, np, p):
    "The root of x^2 - a."
    assert close(f.newton(lambda x: x * x - p.a, 1.0), p.a ** 0.5)
""",
    "hidden": """
def test_calls(f, np, p):
    "The derivative calls its function twice."
    seen = []
    def g(x):
        seen.append(x)
        return x ** 3
    assert close(f.derivative(g, 2.0), 12.0, 1e-6) and len(seen) == 2

def test_error_passes(f, np, p):
    "An error of the function is not swallowed."
    def g(x):
        raise ZeroDivisionError("outside")
    with raises(ZeroDivisionError):
        f.derivative(g, 1.0)
""",
}
