"""Whether two values agree, for tests: structure, shape, numbers to a tolerance, NaN never."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """Why two values are not close; `off_by` is the largest error, None when that means nothing."""

    expected: object
    got: object
    reason: str
    off_by: float | None = None


def difference(
    got: object,
    expected: object,
    relative: float = 1e-9,
    absolute: float | None = None,
    *,
    equal_nan: bool = False,
) -> Difference | None:
    """Compare `got` with `expected`; None when they agree.

    got, expected   numbers, texts, None, arrays of any shape, and tuples, lists and dicts of these
    relative        allowed error as a share of |expected|, entry by entry
    absolute        allowed error besides, `relative` itself unless said, for entries near 0

    Nothing is broadcast: the shapes must be equal. A list may stand for an array. Infinities agree
    with themselves. NaN agrees with nothing, unless `equal_nan`. Whole numbers of any size in
    object arrays are compared exactly.
    """
    tolerance = (relative, relative if absolute is None else absolute, equal_nan)
    return _compare(got, expected, tolerance)


_Tolerance = tuple[float, float, bool]


def _compare(got: Any, expected: Any, tolerance: _Tolerance) -> Difference | None:
    if isinstance(expected, dict):
        return _compare_dicts(got, expected, tolerance)
    if isinstance(expected, tuple) or _is_ragged(expected):
        return _compare_sequences(got, expected, tolerance)
    if expected is None or isinstance(expected, str | bytes):
        same = type(got) is type(expected) and got == expected
        return None if same else Difference(expected, got, "they differ")
    if got is None or isinstance(got, str | bytes | dict | set):
        return Difference(expected, got, f"a {type(got).__name__} where numbers are asked")
    if _is_ragged(got):
        return Difference(expected, got, "the rows have different lengths")
    return _compare_arrays(np.asarray(got), np.asarray(expected), tolerance, (expected, got))


def _compare_dicts(got: Any, expected: dict[Any, Any], tolerance: _Tolerance) -> Difference | None:
    if not isinstance(got, dict):
        return Difference(expected, got, f"a {type(got).__name__} where a dict is asked")
    if set(got) != set(expected):
        return Difference(sorted(map(str, expected)), sorted(map(str, got)), "other keys")
    return _first(_compare(got[key], value, tolerance) for key, value in expected.items())


def _compare_sequences(got: Any, expected: Any, tolerance: _Tolerance) -> Difference | None:
    is_row = isinstance(got, np.ndarray) and got.ndim > 0
    if not is_row and not isinstance(got, tuple | list):
        reason = f"a {type(got).__name__} where {len(expected)} values are asked"
        return Difference(expected, got, reason)
    if len(got) != len(expected):
        return Difference(expected, got, f"{len(got)} values instead of {len(expected)}")
    pairs = zip(got, expected, strict=True)
    return _first(_compare(one, other, tolerance) for one, other in pairs)


def _compare_arrays(
    got: Array, expected: Array, tolerance: _Tolerance, shown: tuple[object, object]
) -> Difference | None:
    if got.shape != expected.shape:
        reason = f"shape {got.shape} instead of {expected.shape}"
        return Difference(*shown, reason)
    if (got.dtype.kind == "b") != (expected.dtype.kind == "b"):
        wanted = "True or False" if expected.dtype.kind == "b" else "a number"
        return Difference(*shown, f"{got.dtype} where {wanted} is asked")
    if {got.dtype.kind, expected.dtype.kind} & set("OUS"):
        return _compare_cells(got, expected, tolerance, shown)
    error = _errors(got, expected)
    relative, absolute, equal_nan = tolerance
    with np.errstate(invalid="ignore", over="ignore"):
        # An infinite key has an infinite tolerance: it is met by itself only, in the next line.
        close = (error <= absolute + relative * np.abs(expected)) & np.isfinite(expected)
    close |= got == expected
    if equal_nan:
        close |= np.isnan(got) & np.isnan(expected)
    if close.all():
        return None
    finite = error[~close & np.isfinite(error)]
    return Difference(*shown, "they differ", float(finite.max()) if finite.size else None)


def _errors(got: Array, expected: Array) -> Array:
    """|got - expected| as floats; unsigned and narrow integers must not wrap around."""
    kind = np.complex128 if "c" in (got.dtype.kind, expected.dtype.kind) else np.float64
    with np.errstate(invalid="ignore", over="ignore"):
        error: Array = np.abs(got.astype(kind) - expected.astype(kind))
    return error


def _compare_cells(
    got: Array, expected: Array, tolerance: _Tolerance, shown: tuple[object, object]
) -> Difference | None:
    """Object and text arrays by cells: whole numbers and texts exactly, others as numbers."""
    for one, other in zip(got.ravel().tolist(), expected.ravel().tolist(), strict=True):
        if (type(other) is int and type(one) is int) or isinstance(other, str):
            agree = type(one) is type(other) and one == other
        elif isinstance(one, int | float | complex) and isinstance(other, int | float | complex):
            agree = _compare(complex(one), complex(other), tolerance) is None
        else:
            agree = False
        if not agree:
            return Difference(*shown, "they differ")
    return None


def _is_ragged(value: object) -> bool:
    """Whether a list is no rectangular block of numbers or texts."""
    if not isinstance(value, list):
        return False
    if any(isinstance(item, dict | tuple | set) or item is None for item in value):
        return True
    try:
        np.shape(value)
    except ValueError:
        return True
    return False


def _first(differences: Any) -> Difference | None:
    return next((found for found in differences if found is not None), None)
