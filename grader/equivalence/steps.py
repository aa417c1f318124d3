"""Does one line of a derivation say the same as the line before it?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grader.equivalence.domain import Domain
from grader.equivalence.isolating import CannotIsolate, isolated
from grader.equivalence.ladder import BALLS, EXACT, SAME, UNDECIDED, Decision, compare
from grader.equivalence.numerators import same_factors, same_numerator
from grader.equivalence.proportion import difference, is_zero, proportional, sign_of
from grader.equivalence.residues import QUOTIENTS
from grader.equivalence.signs_on import sign_on
from grader.equivalence.solution_sets import same_solutions
from grader.equivalence.statements import differ_somewhere
from grader.tree import (
    And,
    Call,
    Name,
    Negate,
    Node,
    Or,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    free_names,
    map_children,
    number,
    substitute,
    walk,
)

STATEMENTS = (Relation, And, Or)
ONE_TO_ONE = frozenset({"ln", "log", "exp", "sqrt", "cbrt", "sinh", "tanh", "arctan", "arsinh"})
MOST_BRANCHES = 8
INVERSES = "inverse functions"


def says_the_same(after: Node, before: Node, domain: Domain, seed: str) -> Decision:
    """Whether two lines are equal terms, or statements with the same solutions.

    Equations are tried as they stand: up to a factor, with cleared denominators, by their solutions
    where they are polynomials; then with what stands around a letter taken off.
    """
    if after == before:
        return Decision(True, SAME)
    if not isinstance(before, STATEMENTS) or not isinstance(after, STATEMENTS):
        return compare(after, before, domain, seed)
    equations = _is_equation(after) and _is_equation(before)
    if equations and (found := _equal_sides(after, before, domain, seed)).same:
        # ln(x^2) = 2 and 2 ln(x) = 2 agree where both are defined; the second has lost x = -e.
        lost = found.domain and _by_hand(after, before, domain, seed).same is False
        return Decision(False, INVERSES) if lost else found
    found = same_solutions(after, before, domain)
    new, old = _as_product(after), _as_product(before)
    if found.same is None and new and old and same_factors(new, old, seed):
        found = Decision(True, EXACT)
    if found.same is None:
        found = _by_hand(after, before, domain, seed)
    if found.same is None and not equations:
        return differ_somewhere(after, before, domain, seed)
    if found.same is None and equations and not _may_solve(after, before):
        return Decision(False, BALLS)  # nothing speaks for the step
    return found


def _is_equation(node: Node) -> bool:
    return isinstance(node, Relation) and node.op == "="


def _equal_sides(after: Node, before: Node, domain: Domain, seed: str) -> Decision:
    """Whether two equations are multiples of each other, once their denominators are cleared."""
    assert isinstance(after, Relation) and isinstance(before, Relation)
    new, old = (difference(side.left, side.right) for side in (after, before))
    found = proportional(new, old, domain, seed)
    if not found.same and same_numerator(_bare(after), _bare(before), seed):
        return Decision(True, EXACT)
    return found


def _as_product(line: Node) -> Node | None:
    """What is 0 where a line holds, a product for `u = 0 or v = 0`; None if there is no such."""
    parts = line.parts if isinstance(line, Or) else (line,)
    sides = [
        difference(part.left, part.right)
        for part in parts
        if isinstance(part, Relation) and part.op == "="
    ]
    if len(sides) < len(parts):
        return None
    return sides[0] if len(sides) == 1 else Product(tuple(sides))


def _bare(equation: Relation) -> Node:
    """The difference of the two sides, without a one-to-one function that stands around both."""
    match equation:
        case Relation(left=Call(func=func, args=(left,)), right=Call(func=other, args=(right,))):
            if func == other and func in ONE_TO_ONE:
                return difference(left, right)
        case Relation(left=left, right=right) if any(
            isinstance(part, Call) and part.func in QUOTIENTS for part in walk(equation)
        ):
            return _in_sines(difference(left, right))
        case Relation(left=Power(base=base, exp=left), right=Power(base=other_base, exp=right)):
            if base == other_base and not free_names(base) and sign_of(base) > 0:
                return difference(left, right)
    return difference(equation.left, equation.right)


def _in_sines(node: Node) -> Node:
    """The tree with every tangent as a sine over a cosine, and the like."""
    if isinstance(node, Call) and node.func in QUOTIENTS and len(node.args) == 1:
        over, under = (
            Call(func, (_in_sines(node.args[0]),)) if func else number(1)
            for func in QUOTIENTS[node.func]
        )
        return Quotient(over, under)
    return map_children(node, _in_sines)


def _by_hand(after: Node, before: Node, domain: Domain, seed: str) -> Decision:
    """Compare two lines with what stands around a letter taken off, for each letter in both."""
    for name in sorted(free_names(after) & free_names(before)):
        try:
            new, old = (_branches(line, name, domain) for line in (after, before))
        except CannotIsolate:
            continue
        if max(len(new), len(old)) > MOST_BRANCHES:
            continue
        if _solved(new, name) and _solved(old, name):
            return _same_values(new, old, name, domain, seed)
        pairs = _matched(new, old, lambda a, b: _equal_sides(a, b, domain, seed).same)
        if pairs:
            return Decision(True, INVERSES)
    return Decision(None, UNDECIDED)


def _branches(line: Node, name: str, domain: Domain) -> list[Relation]:
    """Equations of which one has to hold."""
    if isinstance(line, Or):
        return [branch for part in line.parts for branch in _branches(part, name, domain)]
    if not (isinstance(line, Relation) and line.op == "="):
        raise CannotIsolate("no equation")
    return isolated(line, name, domain)


def _solved(branches: Sequence[Relation], name: str) -> bool:
    return all(b.left == Name(name) and name not in free_names(b.right) for b in branches)


def _same_values(
    new: Sequence[Relation], old: Sequence[Relation], name: str, domain: Domain, seed: str
) -> Decision:
    """Whether the letter takes the same values; those outside its range do not count."""
    new, old = ([b for b in side if _inside(b.right, name, domain)] for side in (new, old))
    if not (new or old):
        return Decision(None, UNDECIDED)
    doubts: list[bool] = []

    def same(a: Relation, b: Relation) -> bool | None:
        found = compare(a.right, b.right, domain, seed).same
        doubts.extend([True] if found is None else [])
        return found

    if _matched(new, old, same):
        return Decision(True, INVERSES)
    return Decision(None, UNDECIDED) if doubts else Decision(False, INVERSES)


def _inside(value: Node, name: str, domain: Domain) -> bool:
    """Whether the value may lie in the letter's range: it is not known to lie outside."""
    low, high = domain.of(name).low, domain.of(name).high
    below = low is not None and sign_on(domain, Sum((value, Negate(number(low))))) in (0, -1)
    above = high is not None and sign_on(domain, Sum((number(high), Negate(value)))) in (0, -1)
    return not (below or above)


def _matched(
    new: Sequence[Relation],
    old: Sequence[Relation],
    same: Callable[[Relation, Relation], bool | None],
) -> bool:
    """Whether every branch of each side has an equal one on the other."""
    table = [[same(a, b) is True for b in old] for a in new]
    return all(map(any, table)) and all(map(any, zip(*table, strict=True))) and bool(new or not old)


def _may_solve(after: Node, before: Node) -> bool:
    """Whether one line is x = c and c surely satisfies the other, an equation in x: that it is the
    only solution is then not known."""
    match after, before:
        case Relation(op="=", left=Name(name=name), right=value), Relation(op="="):
            if free_names(value) or free_names(before) != {name}:
                return False
            at = substitute(before, {name: value})
            return isinstance(at, Relation) and is_zero(difference(at.left, at.right)) is True
    return False
