"""
Fingerprints of trees: their value at one random point modulo a large prime.

Rational functions with different fingerprints are different, which is a proof; with equal ones they
are equal unless the point is a root of their difference (degree / 2^126, Schwartz and Zippel). What
is not rational, sin(x^2) or sqrt(2), takes a value hashed from the function and the fingerprints of
its arguments. So equal fingerprints also prove equality of 2*x*e^x + 3 and 3 + x*e^x*2, but
different ones then say nothing: sin(x)^2 + cos(x)^2 is not known to be 1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grader.equivalence.rational import rational
from grader.tree import (
    Call,
    Constant,
    Name,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
)

# Safe primes (half of p - 1 is prime too): no number but 0, 1 and -1 has a power equal to 1 with an
# exponent that somebody could type, so 2^k is never taken for 1. The seed picks one of them.
PRIMES = (
    127467826285507184564794612834419434183,
    143416271519566433566366413472635841847,
    112176963096541603680228825975611058023,
    138218257874717559517501919628605143787,
)
LARGEST_EXPONENT = 10**6
EULER = Constant("e")

EVEN = frozenset({"cos", "cosh", "abs"})
ODD = frozenset({"sin", "sinh", "arcsin", "arctan", "arsinh", "artanh", "erf", "sign"})
QUOTIENTS = {
    "tan": ("sin", "cos"),
    "cot": ("cos", "sin"),
    "sec": ("", "cos"),
    "csc": ("", "sin"),
    "tanh": ("sinh", "cosh"),
    "coth": ("cosh", "sinh"),
    "sech": ("", "cosh"),
    "csch": ("", "sinh"),
}


class NoFingerprint(Exception):
    """The tree divides by zero, holds no number, or has an exponent beyond the bound."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`residue` at the seed's point; `rational`: the tree is a rational function over Q."""

    residue: int
    rational: bool


def fingerprint(node: Node, seed: str) -> Fingerprint:
    """Return the fingerprint of `node`; raises NoFingerprint.

    >>> from grader.tree import Name, Negate, Sum
    >>> fingerprint(Sum((Name("x"), Negate(Name("x")))), "any").residue
    0
    """
    return fingerprints((node,), seed)[0]


def fingerprints(nodes: Iterable[Node], seed: str) -> list[Fingerprint]:
    """The fingerprints of several trees at the same point; raises NoFingerprint."""
    reader, found = _Reader(seed), list[Fingerprint]()
    for node in nodes:
        reader.rational = True
        residue = reader.value(node)
        found.append(Fingerprint(residue, reader.rational))
    return found


class _Reader:
    def __init__(self, seed: str) -> None:
        digest = hashlib.sha256(seed.encode()).digest()
        self.salt = digest[1:]
        self.prime = PRIMES[digest[0] % len(PRIMES)]
        self.rational = True
        self.names: dict[str, int] = {}

    def value(self, node: Node) -> int:
        find = _VALUES.get(type(node))
        if find is None:
            raise NoFingerprint(type(node).__name__)
        return find(self, node)

    def number(self, node: Number) -> int:
        return self._fraction(node.value)

    def name(self, node: Name) -> int:
        found = self.names.get(node.name)
        if found is None:
            found = self.names[node.name] = self._hash("name", node.name)
        return found

    def constant(self, node: Constant) -> int:
        if node.name == "inf":
            raise NoFingerprint("infinity")
        self.rational = False
        return self._exp(Number(Fraction(1))) if node.name == "e" else self._hash(node.name)

    def negate(self, node: Negate) -> int:
        return -self.value(node.arg) % self.prime

    def sum(self, node: Sum) -> int:
        return sum([self.value(term) for term in node.terms]) % self.prime

    def product(self, node: Product) -> int:
        return self._product(node.factors)

    def quotient(self, node: Quotient) -> int:
        return self.value(node.num) * self._inverse(self.value(node.den)) % self.prime

    def power(self, node: Power) -> int:
        return self._power(node.base, node.exp)

    def call(self, node: Call) -> int:
        value = rational(node)
        return self._call(node.func, node.args) if value is None else self._fraction(value)

    def _fraction(self, value: Fraction) -> int:
        if value.denominator == 1:
            return value.numerator % self.prime
        return value.numerator * self._inverse(value.denominator) % self.prime

    def _product(self, factors: tuple[Node, ...]) -> int:
        product = 1
        for factor in factors:
            product = product * self.value(factor) % self.prime
        return product

    def _inverse(self, residue: int) -> int:
        if residue % self.prime == 0:
            raise NoFingerprint("division by zero")
        return pow(residue, -1, self.prime)

    def _raise(self, residue: int, exponent: int) -> int:
        if abs(exponent) > LARGEST_EXPONENT:
            raise NoFingerprint("exponent beyond the bound")
        return pow(residue if exponent >= 0 else self._inverse(residue), abs(exponent), self.prime)

    def _power(self, base: Node, exp: Node) -> int:
        if base == EULER:
            return self._exp(exp)
        exponent = rational(exp)
        if exponent is None:
            return self._symbolic_power(base, exp)
        if exponent.denominator == 1:
            return self._raise(self.value(base), exponent.numerator)
        return self._raise(self._root(base, exponent.denominator), exponent.numerator)

    def _symbolic_power(self, base: Node, exp: Node) -> int:
        """b^(u + v) is b^u * b^v, b^-u is 1/b^u; any other power is a value of its own."""
        if isinstance(exp, Sum):
            return self._product(tuple(Power(base, term) for term in exp.terms))
        if isinstance(exp, Negate):
            return self._inverse(self._power(base, exp.arg))
        self.rational = False
        return self._hash("power", self.value(base), self.value(exp))

    def _exp(self, exp: Node) -> int:
        if isinstance(exp, Sum):
            return self._product(tuple(Call("exp", (term,)) for term in exp.terms))
        if isinstance(exp, Negate):
            return self._inverse(self._exp(exp.arg))
        self.rational = False
        return self._hash("exp", self.value(exp))

    def _root(self, base: Node, degree: int) -> int:
        value = rational(Power(base, Quotient(Number(Fraction(1)), Number(Fraction(degree)))))
        if value is not None:
            return self._fraction(value)
        self.rational = False
        return self._hash("root", degree, self.value(base))

    def _call(self, func: str, args: tuple[Node, ...]) -> int:
        if func == "exp" and len(args) == 1:
            return self._exp(args[0])
        if func in ("sqrt", "cbrt") and len(args) == 1:
            return self._root(args[0], 2 if func == "sqrt" else 3)
        if func == "root" and len(args) == 2:
            degree = rational(args[1])
            if degree is not None and degree.denominator == 1 and 0 < degree < 1000:
                return self._root(args[0], int(degree))
        self.rational = False
        residues = [self.value(arg) for arg in args]
        if func in ("ln", "log"):
            return self._logarithm(residues)
        if func in QUOTIENTS and len(args) == 1:
            top, bottom = QUOTIENTS[func]
            over = self._function(top, residues) if top else 1
            return over * self._inverse(self._function(bottom, residues)) % self.prime
        return self._function(func, residues)

    def _logarithm(self, residues: list[int]) -> int:
        logs = [self._hash("ln", residue) for residue in residues]
        return logs[0] if len(logs) == 1 else logs[0] * self._inverse(logs[1]) % self.prime

    def _function(self, func: str, residues: list[int]) -> int:
        if len(residues) == 1 and residues[0] > self.prime // 2 and func in EVEN | ODD:
            value = self._hash(func, self.prime - residues[0])
            return value if func in EVEN else -value % self.prime
        return self._hash(func, *residues)

    def _hash(self, *parts: object) -> int:
        text = "/".join(map(str, parts)).encode()
        digest = hashlib.blake2b(text, key=self.salt, digest_size=24).digest()
        return int.from_bytes(digest, "big") % self.prime


_VALUES: dict[type[Node], Callable[[_Reader, Any], int]] = {
    Number: _Reader.number,
    Name: _Reader.name,
    Constant: _Reader.constant,
    Negate: _Reader.negate,
    Sum: _Reader.sum,
    Product: _Reader.product,
    Quotient: _Reader.quotient,
    Power: _Reader.power,
    Call: _Reader.call,
}
