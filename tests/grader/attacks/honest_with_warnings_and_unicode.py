# ATTACK: honest: warns, prints in many alphabets, uses dataclasses and annotations
# MUST HOLD: passes
# EXPECT: pass
from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np


class Pair(NamedTuple):
    a: int
    b: int


@dataclass(frozen=True)
class Squarer:
    history: list[Pair] = field(default_factory=list)

    def __call__(self, x: np.ndarray) -> np.ndarray:
        warnings.warn("λ is large: 数学, математика", stacklevel=1)
        np.array([1.0]) / 0
        print("∑ᵢ xᵢ² ≈", float((x**2).sum()))
        return x**2


f = Squarer()
