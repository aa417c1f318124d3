"""Groups of tests that share some points, such as "correctness 6, shapes 2, efficiency 2"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from grader.code.standard import ITEMS
from grader.errors import BadKey

TIMING: Final = "timing"
_FIELDS = {"name", "points", "tests"}
_MOST_POINTS = 1000


@dataclass(frozen=True, slots=True)
class Group:
    """Some tests under one name, which the learner reads.

    points   any unit: what counts is its share of the points of all groups
    tests    names of hidden tests, of standard items, or "timing"
    """

    name: str
    points: float
    tests: tuple[str, ...]


def read_groups(raw: Any) -> tuple[Group, ...]:
    """The groups of a decoded key; raises BadKey naming what is wrong."""
    if not isinstance(raw, list):
        raise BadKey("groups must be a list of objects with name, points and tests")
    groups = tuple(map(_group, raw))
    for what, names in (
        ("group", [group.name for group in groups]),
        ("test", [test for group in groups for test in group.tests]),
    ):
        if twice := [name for name in names if names.count(name) > 1]:
            raise BadKey(f"the {what} {twice[0]} stands twice in the groups")
    return groups


def _group(raw: Any) -> Group:
    if not isinstance(raw, dict) or set(raw) != _FIELDS:
        raise BadKey("a group of tests needs a name, points and tests, and nothing else")
    name, points, tests = raw["name"], raw["points"], raw["tests"]
    if not isinstance(name, str) or not name.strip():
        raise BadKey("a group of tests needs a name")
    is_number = isinstance(points, int | float) and not isinstance(points, bool)
    if not is_number or not 0 < points <= _MOST_POINTS:
        raise BadKey(f"the points of the group {name} must be above 0, at most {_MOST_POINTS}")
    if not isinstance(tests, list) or not tests or not all(isinstance(t, str) for t in tests):
        raise BadKey(f"the group {name} needs a list of tests")
    return Group(name.strip(), float(points), tuple(tests))


def demand_placed(
    groups: Sequence[Group], tests: Iterable[str], battery: Iterable[str], timed: bool
) -> None:
    """Each counted test stands in a group, and a group names nothing else but what is judged.

    Raises BadKey. Standard items may be left out: they then take away, as they do without groups.
    """
    if not groups:
        return
    counted, judged = list(tests), {*battery, *([TIMING] if timed else [])}
    placed = [name for group in groups for name in group.tests]
    if missing := [name for name in counted if name not in placed]:
        raise BadKey(f"the test {missing[0]} stands in no group")
    if unknown := [name for name in placed if name not in counted and name not in judged]:
        raise BadKey(f"the groups name {unknown[0]}, which is no test that counts")


def earned(
    groups: Sequence[Group], results: Mapping[str, bool], weights: Mapping[str, float]
) -> dict[str, float]:
    """The points of each group; a test without a result has failed.

    A group of standard items alone earns no larger share than the author's tests did: a program
    that returns nothing leaves its inputs unchanged, too.

    >>> tests, shapes = Group("tests", 6, ("a", "b")), Group("shapes", 2, ("shape",))
    >>> earned([tests, shapes], {"a": True, "b": False, "shape": True}, {})
    {'tests': 3.0, 'shapes': 1.0}
    """
    own = [name for group in groups for name in group.tests if not is_standard(name)]
    most = _share(own, results, weights)
    return {
        group.name: group.points
        * min(
            _share(group.tests, results, weights),
            most if all(map(is_standard, group.tests)) else 1.0,
        )
        for group in groups
    }


def is_standard(name: str) -> bool:
    """Whether a name in a group is an item of the standard battery, or the timing."""
    return name in ITEMS or name == TIMING


def _share(
    names: Sequence[str], results: Mapping[str, bool], weights: Mapping[str, float]
) -> float:
    weight = {name: weights.get(name, 1.0) for name in names}
    passed = sum(weight[name] for name in names if results.get(name, False))
    return passed / sum(weight.values()) if weight else 0.0
