"""From tests passed to a share of the marks."""

from __future__ import annotations

from collections.abc import Mapping


def share(
    hidden: Mapping[str, bool],
    visible: Mapping[str, bool],
    standard: Mapping[str, bool],
    weights: Mapping[str, float],
) -> float:
    """The score, 0.0 to 1.0.

    hidden    results of the hidden tests, weighted; of the visible ones where there are none
    standard  results of the standard battery: they only take away, each as much as one of n hidden
              tests. (A program that returns nothing leaves its inputs unchanged, too.)

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
    weight = {name: weights.get(name, 1.0) for name in counted}
    earned = sum(weight[name] for name, passed in counted.items() if passed) / sum(weight.values())
    failed = list(standard.values()).count(False)
    if hidden and earned == 1.0:
        failed += list(visible.values()).count(False)
    return earned * len(counted) / (len(counted) + failed)
