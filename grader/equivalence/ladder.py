"""
Are two expressions equal? A ladder of steps; each decides or passes on.

    1  the same tree
    2  fingerprints: equal ones accept, different ones of rational functions reject
    3  balls at 64 bits on the declared domain: two that do not overlap are a proof of difference
    4  agreement at six points and more, at a precision that nothing can hide from
    5  computer algebra in a process that can be killed
    6  undecided, which is said and never counted as wrong

Points come from the seed and work is counted in nodes, not in seconds, so that steps 1 to 4 say
the same on every machine and day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from grader.equivalence.domain import Domain
from grader.equivalence.residues import NoFingerprint, fingerprints
from grader.equivalence.sampling import Evidence, Point, sample
from grader.equivalence.symbolic import decide as decide_symbolically
from grader.tree import Constant, Negate, Node, Number, children

Symbolic = Callable[[Node, Node, Domain], bool | None]

SAME = "same expression"
EXACT = "exact arithmetic"
BALLS = "ball arithmetic"
AGREEMENT = "agreement at points"
ALGEBRA = "computer algebra"
UNDECIDED = "undecided"
MOST_NODES_FOR_ALGEBRA, DEEPEST_FOR_ALGEBRA, LARGEST_FOR_ALGEBRA = 100, 8, 1000


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether two expressions are equal, how that was found, and a point where they differ.

    same      None: not decided within the bounds
    domain    "narrower" if the answer is undefined at points where the key has a value, "wider" the
              other way round, else ""
    """

    same: bool | None
    method: str
    point: Point = field(default_factory=dict)
    domain: str = ""


def compare(
    answer: Node, key: Node, domain: Domain, seed: str, *, symbolic: Symbolic | None = None
) -> Decision:
    """Decide whether `answer` equals `key` for all values of the names in `domain`.

    Both are trees of numbers; sets, matrices and relations are taken apart by their kinds. Where
    one of the two is undefined (an even root of a negative number on a real domain), the point is
    left out; at least six points must be valid for both.

    symbolic   decides what the other steps leave open; the default starts a process with SymPy

    >>> from fractions import Fraction
    >>> from grader.tree import Call, Name, Number, Power, Sum
    >>> x, two = Name("x"), Number(Fraction(2))
    >>> squares = [Power(Call(f, (x,)), two) for f in ("sin", "cos")]
    >>> compare(Sum(tuple(squares)), Number(Fraction(1)), Domain(), "doctest").method
    'agreement at points'
    """
    if answer == key:
        return Decision(True, SAME)
    if _infinite(answer) or _infinite(key):
        return Decision(False, SAME)
    by_residue = _by_fingerprint(answer, key, domain, seed)
    if by_residue is not None:
        return Decision(by_residue, EXACT)
    evidence = sample(answer, key, domain, seed)
    if evidence.same is not None:
        method = AGREEMENT if evidence.same else BALLS
        return Decision(evidence.same, method, evidence.point, _mismatch(evidence))
    verdict = None
    if _promising(answer) and _promising(key):
        verdict = (symbolic or decide_symbolically)(answer, key, domain)
    return Decision(verdict, UNDECIDED if verdict is None else ALGEBRA, domain=_mismatch(evidence))


def undecided(answer: Node, key: Node, domain: Domain) -> bool | None:
    """In place of SymPy where a question is not worth a process."""
    return None


def _promising(node: Node) -> bool:
    """Whether SymPy has a chance within its time: other trees only make the learner wait."""
    count, level = 0, [node]
    for _ in range(DEEPEST_FOR_ALGEBRA):
        count += len(level)
        if any(isinstance(part, Number) and _long(part.value) for part in level):
            return False
        level = [child for part in level for child in children(part)]
        if not level:
            return count <= MOST_NODES_FOR_ALGEBRA
    return False


def _long(value: Fraction) -> bool:
    return max(value.numerator, value.denominator) > LARGEST_FOR_ALGEBRA


def _infinite(node: Node) -> bool:
    return (node.arg if isinstance(node, Negate) else node) == Constant("inf")


def _by_fingerprint(answer: Node, key: Node, domain: Domain, seed: str) -> bool | None:
    try:
        left, right = fingerprints((answer, key), seed)
    except NoFingerprint:
        return None
    if left.residue == right.residue:
        return True
    few_values = domain.default.finite or any(r.finite for r in domain.ranges.values())
    return False if left.rational and right.rational and not few_values else None


def _mismatch(evidence: Evidence) -> str:
    if evidence.answer_undefined >= 2 and not evidence.key_undefined:
        return "narrower"
    return "wider" if evidence.key_undefined >= 2 and not evidence.answer_undefined else ""
