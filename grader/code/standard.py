"""The items of the standard battery and what each promises; how they are judged is in `battery`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ITEMS: Mapping[str, str] = MappingProxyType(
    {
        "shape": "The result has the structure, shape and dtype asked for.",
        "unchanged": "The inputs stay as they were, and the result does not share their memory.",
        "layouts": "Integer arrays and arrays of any memory layout are accepted.",
        "repeatable": "The same call gives the same result each time.",
        "quiet": "No warnings.",
    }
)
DEFAULT = ("shape", "unchanged", "layouts", "repeatable")
