"""What every function of the answer language means on real and on complex balls."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flint import acb, arb, fmpq

Ball = Any


@dataclass(frozen=True, slots=True)
class Entry:
    run: Callable[..., Ball]
    arities: tuple[int, ...] = (1,)


def _where(holds: Callable[[Ball], bool], run: Callable[[Ball], Ball]) -> Callable[[Ball], Ball]:
    """`run` where `holds` is certain, undefined elsewhere."""
    return lambda x: run(x) if holds(x) else arb.nan()


def _sign(x: Ball) -> Ball:
    return x.sgn() if isinstance(x, arb) else x / abs(x)


def _root(x: Ball, degree: Ball) -> Ball:
    whole = degree.unique_fmpz() if isinstance(degree, arb) else degree.real.unique_fmpz()
    if whole is None or whole <= 0:
        return x ** (1 / degree)
    if isinstance(x, arb) and x < 0 and int(whole) % 2:
        return -((-x).root(int(whole)))
    if x == 0:
        return x
    return x.root(int(whole)) if int(whole) < 1000 else x ** (1 / degree)


def _log(x: Ball, base: Ball | None = None) -> Ball:
    return x.log() if base is None else x.log() / base.log()


def _factorial(x: Ball) -> Ball:
    return (x + 1).gamma()


def _binomial(n: Ball, k: Ball) -> Ball:
    """n over k by gamma functions; for a small natural k a product, which holds for every n."""
    whole = k.unique_fmpz() if isinstance(k, arb) else k.real.unique_fmpz()
    if whole is not None and 0 <= whole <= 200:
        product = n * 0 + 1
        for i in range(int(whole)):
            product = product * (n - i) / (i + 1)
        return product
    return (n + 1).gamma() / ((k + 1).gamma() * (n - k + 1).gamma())


def _beta(x: Ball, y: Ball) -> Ball:
    return x.gamma() * y.gamma() / (x + y).gamma()


def _mod(x: Ball, y: Ball) -> Ball:
    return x - y * (x / y).floor()


def _sigmoid(x: Ball) -> Ball:
    return 1 / (1 + (-x).exp())


def _softplus(x: Ball) -> Ball:
    return (1 + x.exp()).log()


def _relu(x: Ball) -> Ball:
    return x.max(arb(0))


def _step(x: Ball) -> Ball:
    return _where(lambda y: y > 0 or y < 0, lambda y: arb(1 if y > 0 else 0))(x)


def _normal_cdf(x: Ball) -> Ball:
    return (-x / (x * 0 + 2).sqrt()).erfc() / 2


def _largest(*parts: Ball) -> Ball:
    top = parts[0]
    for part in parts[1:]:
        top = top.max(part)
    return top


def _smallest(*parts: Ball) -> Ball:
    low = parts[0]
    for part in parts[1:]:
        low = low.min(part)
    return low


def _acot(x: Ball) -> Ball:
    """Between -pi/2 and pi/2, as tables of functions and algebra systems have it: arctan(1/x)."""
    return (1 / x).atan()


def _atan2(y: Ball, x: Ball) -> Ball:
    return arb.atan2(y, x)


def _round(x: Ball) -> Ball:
    return (x + arb(1) / 2).floor()


# Functions that a ball has as a method, by our name and by python-flint's.
_METHODS = {
    **{
        name: name
        for name in "exp sqrt sin cos tan sec csc cot sinh cosh tanh sech csch coth".split()
    },
    **{name: name for name in "gamma erf erfc".split()},
    **{f"arc{name}": f"a{name}" for name in ("sin", "cos", "tan")},
    **{f"ar{name}": f"a{name}" for name in ("sinh", "cosh", "tanh")},
}
_BOTH: dict[str, Entry] = {
    "ln": Entry(_log, (1,)),
    "log": Entry(_log, (1, 2)),
    "root": Entry(_root, (2,)),
    "abs": Entry(abs),
    "norm": Entry(abs),
    "sign": Entry(_sign),
    "beta": Entry(_beta, (2,)),
    "factorial": Entry(_factorial),
    "binomial": Entry(_binomial, (2,)),
    "sigmoid": Entry(_sigmoid),
    "logit": Entry(lambda p: (p / (1 - p)).log()),
    "softplus": Entry(_softplus),
    "Phi": Entry(_normal_cdf),  # the standard normal distribution function
    "arcsec": Entry(lambda x: (1 / x).acos()),
    "arccsc": Entry(lambda x: (1 / x).asin()),
    "arccot": Entry(_acot),
    "arsech": Entry(lambda x: (1 / x).acosh()),
    "arcsch": Entry(lambda x: (1 / x).asinh()),
    "arcoth": Entry(lambda x: (1 / x).atanh()),
}
_MANY = tuple(range(1, 40))

REAL: dict[str, Entry] = {
    **{name: Entry(getattr(arb, method)) for name, method in _METHODS.items()},
    **_BOTH,
    "floor": Entry(lambda x: x.floor()),
    "ceil": Entry(lambda x: x.ceil()),
    "round": Entry(_round),
    "max": Entry(_largest, _MANY),
    "min": Entry(_smallest, _MANY),
    "relu": Entry(_relu),
    "heaviside": Entry(_step),
    "atan2": Entry(_atan2, (2,)),
    "mod": Entry(_mod, (2,)),
    "re": Entry(lambda x: x),
    "im": Entry(lambda x: x * 0),
    "conj": Entry(lambda x: x),
    "cbrt": Entry(lambda x: _root(x, arb(3))),
}
COMPLEX: dict[str, Entry] = {
    **{name: Entry(getattr(acb, method)) for name, method in _METHODS.items()},
    **_BOTH,
    "abs": Entry(lambda x: acb(abs(x))),
    "re": Entry(lambda x: acb(x.real)),
    "im": Entry(lambda x: acb(x.imag)),
    "conj": Entry(lambda x: x.conjugate()),
    "arg": Entry(lambda x: acb(x.arg())),
    "cbrt": Entry(lambda x: x.root(3)),
}

# Bits of precision that the tail of a function hides at an argument of this size: tanh(100) differs
# from 1 only in the 288th bit, so that two values agree honestly only beyond that.
HIDDEN_BITS: dict[str, Callable[[float], float]] = {
    **dict.fromkeys(("exp", "sigmoid", "softplus", "sinh", "cosh"), lambda x: 2 * x),
    **dict.fromkeys(("sech", "csch"), lambda x: 2 * x),
    **dict.fromkeys(("tanh", "coth"), lambda x: 3 * x),
    **dict.fromkeys(("erf", "erfc", "Phi"), lambda x: 2 * x * x),
    **dict.fromkeys(("gamma", "factorial"), lambda x: 8 * x),
}
# Functions that bend: points are also taken near the constants of trees that hold one of them.
BENDING = frozenset(
    {"abs", "norm", "sign", "floor", "ceil", "round", "max", "min", "relu", "heaviside", "mod"}
)


def opaque(func: str, arity: int) -> Entry:
    """A stand-in for a function the exercise declares but does not define, such as f or g.

    An identity that holds for every f holds for this one, a lively function whose coefficients
    come from its name; one that fails for it is no identity.
    """
    digest = hashlib.sha256(f"{func}/{arity}".encode()).digest()
    a, b, c = (fmpq(int.from_bytes(digest[i : i + 2], "big") + 9000, 40000) for i in (0, 2, 4))
    weights = [fmpq(digest[6 + i % 24] + 100, 200 + 7 * i) for i in range(arity)]

    def run(*args: Ball) -> Ball:
        x = args[0] * 0
        for weight, arg in zip(weights, args, strict=True):
            x = x + weight * arg
        return (a * x + b).sin() + c * x * x + b

    return Entry(run, (arity,))
