"""Two functions at the same points: a proof that they differ, or agreement worth believing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from typing import Any

from flint import acb, arb, ctx, fmpq

from grader.equivalence.balls import CannotEvaluate, Program, Watch, compile_tree, magnitude
from grader.equivalence.domain import Domain
from grader.equivalence.functions import BENDING
from grader.equivalence.points import Corners, Real, real_points
from grader.equivalence.rational import rational
from grader.tree import Call, Constant, Name, Node, walk

Ball = Any
Point = dict[str, Fraction]

ENOUGH = 6  # points that must agree
TRIES = 12  # points taken at least, and
MOST_TRIES = 60  # at most, while fewer than ENOUGH are defined
TRIES_BENDING = 48  # functions with kinks are looked at more closely
FIRST_BITS, MORE_BITS = 64, (256, 1024, 4096)
TIGHT = arb(2) ** -20  # what a ball at 64 bits must be good to, to count at a jump
AGREED_BITS = 128  # how closely two values must agree, beyond what may hide
AGREED = arb(2) ** -AGREED_BITS
MOST_WORK = 120_000  # nodes evaluated, a node at 64 bits counting once


@dataclass(slots=True)
class Evidence:
    """What sampling found. `same` is None when nothing was proved and too little agreed."""

    same: bool | None = None
    point: Point = field(default_factory=dict)
    agreeing: int = 0
    answer_defined: int = 0
    answer_undefined: int = 0
    key_undefined: int = 0


def sample(answer: Node, key: Node, domain: Domain, seed: str) -> Evidence:
    """Compare two trees at points of `domain`: real first, then integers, then complex values.

    The later fields are tried only while fewer than six points are defined: (-2)^n has no value
    between the integers, and sqrt(-1) none among the reals.
    """
    trees = _Pair(answer, key, domain, seed)
    evidence = Evidence()
    for integers, complex_field in trees.fields():
        try:
            found = trees.look(integers=integers, complex_field=complex_field)
        except CannotEvaluate:
            continue
        evidence.answer_defined += found.answer_defined
        evidence.answer_undefined += found.answer_undefined
        evidence.key_undefined += found.key_undefined
        if found.same is not None or found.agreeing:
            evidence.same, evidence.point = found.same, found.point
            break
    if trees.names and evidence.same is None and not evidence.agreeing:
        # Never defined, in no field, where the key is: whatever it is, it is not the key.
        nowhere = evidence.answer_defined == 0 and evidence.answer_undefined >= ENOUGH
        evidence.same = False if nowhere else None
    return evidence


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """Work with balls of `bits` bits inside the block."""
    before = ctx.prec
    ctx.prec = bits
    try:
        yield
    finally:
        ctx.prec = before


class _Pair:
    """Two trees, the names in them, and the work done on them so far."""

    def __init__(self, answer: Node, key: Node, domain: Domain, seed: str) -> None:
        self.answer, self.key, self.domain, self.seed = answer, key, domain, seed
        names: set[str] = set()
        self.size, self.imaginary, self.bends, self.work = 0, False, False, 0
        for part in (*walk(answer), *walk(key)):
            self.size += 1
            if type(part) is Name:
                names.add(part.name)
            elif type(part) is Call:
                self.bends = self.bends or part.func in BENDING
            elif type(part) is Constant:
                self.imaginary = self.imaginary or part.name == "i"
        self.names = sorted(names)
        self.complex_names = [n for n in self.names if domain.of(n).field == "complex"]

    def fields(self) -> list[tuple[bool, bool]]:
        """Pairs (integers, complex) in the order in which they are tried."""
        if self.imaginary or self.complex_names:
            return [(False, True)]
        between = [(True, False)] if self.names else []
        return [(False, False), *between, (False, True)]

    def look(self, *, integers: bool, complex_field: bool) -> Evidence:
        names = self.names
        left, right = self._compiled(complex_field)
        evidence, agreed = Evidence(), list[Real]()
        with precision(FIRST_BITS):
            for point in self._points(integers, complex_field, agreed):
                values = self._values(point, complex_field)
                a, b = left(values), right(values)
                if a.is_finite() and b.is_finite():
                    if not a.overlaps(b):
                        return Evidence(False, self._named(point))
                    # A value on the edge of a jump is a wide ball, which overlaps everything.
                    if not self.bends or _narrow(a - b, b, TIGHT):
                        agreed.append(point)
                else:
                    evidence.answer_defined += bool(a.is_finite())
                    evidence.answer_undefined += bool(b.is_finite())
                    evidence.key_undefined += bool(a.is_finite())
        if len(agreed) >= (ENOUGH if names else 1):
            # Least hides where coordinates are small: tanh(100x) is 1 all but near 0.
            agreed = agreed if self.bends else sorted(agreed, key=_size)
            self._confirm(agreed[:ENOUGH], complex_field, evidence)
        return evidence

    def _compiled(self, complex_field: bool, watch: Watch | None = None) -> tuple[Program, Program]:
        """Both programs; a tree that is real where all letters are takes its real value beside an
        imaginary one: (-8)^(1/3) is -2 and no other root."""
        left, right = (
            compile_tree(tree, self.names, complex_field=complex_field, watch=watch)
            for tree in (self.answer, self.key)
        )
        if not complex_field or not self.imaginary or self.complex_names:
            return left, right
        return self._real_first(self.answer, left), self._real_first(self.key, right)

    def _real_first(self, tree: Node, program: Program) -> Program:
        try:
            real = compile_tree(tree, self.names)
        except CannotEvaluate:
            return program

        def run(point: Sequence[Ball]) -> Ball:
            value = real([coordinate.real for coordinate in point])
            return acb(value) if value.is_finite() else program(point)

        return run

    def _points(self, integers: bool, complex_field: bool, agreed: list[Real]) -> Iterator[Real]:
        if not self.names:
            yield ()
            return
        names = self.names + self.complex_names  # an imaginary part is a coordinate of its own
        wanted, count = TRIES_BENDING if self.bends else TRIES, 0
        for point in self._stream(names, integers, complex_field):
            self.work += self.size
            yield point
            count += 1
            if (count >= wanted and len(agreed) >= ENOUGH) or self.work > MOST_WORK:
                return

    def _stream(self, names: list[str], integers: bool, complex_field: bool) -> Iterator[Real]:
        """Points everywhere; near the constants at once if a function bends, else when the first
        points were not enough (sqrt(x - 100) begins far out)."""
        seed = f"{self.seed}/{integers:d}{complex_field:d}"
        if not self.bends:
            yield from islice(real_points(names, self.domain, seed, integers=integers), TRIES)
            seed += "/more"
        corners = Corners(_constants(self.answer, self.key), exact=self.bends)
        stream = real_points(names, self.domain, seed, corners=corners, integers=integers)
        yield from islice(stream, MOST_TRIES)

    def _named(self, point: Real) -> Point:
        return {n: fraction(value) for n, value in zip(self.names, point, strict=False)}

    def _values(self, point: Real, complex_field: bool) -> list[Ball]:
        reals = [arb(value) for value in point]
        if not complex_field:
            return reals
        imaginary = dict(zip(self.complex_names, reals[len(self.names) :], strict=True))
        return [
            acb(real, imaginary.get(name, arb(0)))
            for name, real in zip(self.names, reals, strict=False)
        ]

    def _confirm(self, points: list[Real], complex_field: bool, evidence: Evidence) -> None:
        """Settle `evidence` by looking again at a precision in which no difference can hide."""
        hidden = _Hidden()
        left, right = self._compiled(complex_field, hidden.note)
        evidence.agreeing = len(points)
        for bits in MORE_BITS:
            self.work += self.size * len(points) * bits // 64
            if self.work > MOST_WORK:
                return
            hidden.bits = 0.0
            with precision(bits):
                verdict = self._agree(points, complex_field, left, right, hidden, bits, evidence)
            if verdict is not None:
                evidence.same = verdict
                return
            if hidden.bits > MORE_BITS[-1]:
                return

    def _agree(
        self,
        points: list[Real],
        complex_field: bool,
        left: Program,
        right: Program,
        hidden: _Hidden,
        bits: int,
        evidence: Evidence,
    ) -> bool | None:
        close = True
        for point in points:
            values = self._values(point, complex_field)
            for value in values:
                hidden.note(magnitude(value))
            a, b = left(values), right(values)
            if not (a.is_finite() and b.is_finite()):
                return None
            if not a.overlaps(b):
                evidence.point = self._named(point)
                return False
            close = close and _narrow(a - b, b, AGREED)
        return True if close and bits >= AGREED_BITS + 2 * hidden.bits else None


def _size(point: Real) -> fmpq:
    return max(map(abs, point), default=fmpq(0))


def fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))


class _Hidden:
    """The most bits in which a difference may have hidden so far."""

    def __init__(self) -> None:
        self.bits = 0.0

    def note(self, bits: float) -> None:
        if bits > self.bits:
            self.bits = bits


def _narrow(difference: Ball, value: Ball, share: Ball) -> bool:
    """Whether a difference that may be 0 is no more than `share` of max(1, |value|)."""
    if isinstance(difference, acb):
        size, scale = abs(difference).upper(), abs(value).upper()
    else:
        size, scale = difference.abs_upper(), value.abs_upper()
    return bool(size <= (share * scale if scale > 1 else share))


def _constants(*trees: Node) -> list[Fraction]:
    """Values near which a function may bend: the numbers in the trees, both signs, and 0."""
    parts = [part for tree in trees for part in walk(tree)]
    found = {value for part in parts if (value := rational(part)) is not None}
    near = {Fraction(0)} | {value for value in found if abs(value) < 1000}
    return sorted(near | {-value for value in near})[:40]
