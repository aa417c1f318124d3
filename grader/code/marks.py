"""From tests passed to a share of the marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.code.groups import Group, earned


def share(
    hidden: Mapping[str, bool],
    visible: Mapping[str, bool],
    standard: Mapping[str, bool],
    weights: Mapping[str, float],
    groups: Sequence[Group] = (),
) -> float:
    """The score, 0.0 to 1.0.

    hidden    results of the hidden tests, weighted; of the visible ones where there are none
    standard  results of the standard battery: they only take away, each as much as one of n hidden
              tests. (A program that returns nothing leaves its inputs unchanged, too.)
    groups    with them, the share is that of their points; what stands in a group earns or loses
              points there, and takes nothing away from the whole

    A failed visible test takes away in the same way when every hidden test passes, so that 1.0
    means that everything passed.

    >>> share({"a": True, "b": False}, {}, {"unchanged": True}, {})
    0.5
    >>> share({"a": True, "b": True}, {}, {"unchanged": False}, {})
    0.6666666666666666
    """
    counted = hidden or visible
    if not counted:
        return 0.0
    placed = {name for group in groups for name in group.tests}
    counts = groups or (Group("", 1.0, tuple(counted)),)
    points = earned(counts, {**standard, **counted}, weights)
    share = sum(points.values()) / sum(group.points for group in counts)
    failed = [passed for name, passed in standard.items() if name not in placed].count(False)
    if hidden and all(hidden.values()):
        failed += list(visible.values()).count(False)
    return share * len(counted) / (len(counted) + failed)
