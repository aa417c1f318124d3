"""A program that has learned by heart what the right one answered on somebody else's data."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np


def copied(reference: str, key: Mapping[str, Any]) -> str:
    """Entries that give back, call by call, what `reference` (ours) gives in the visible tests of
    `key`, the key of another data set; after the last one they begin anew."""
    entry = key["entry"]
    names = [entry] if isinstance(entry, str) else list(entry)
    right: dict[str, Any] = {"__name__": "reference"}
    exec(reference, right)  # noqa: S102 (the bank's own text)
    given: dict[str, list[Any]] = {name: [] for name in names}
    heard = [_heard(right[name], given[name]) for name in names]
    f = (
        heard[0]
        if len(heard) == 1
        else types.SimpleNamespace(**dict(zip(names, heard, strict=True)))
    )
    tests: dict[str, Any] = {"np": np, "close": lambda *a, **k: True}
    exec(key["visible"], tests)  # noqa: S102
    for name, test in list(tests.items()):
        if name.startswith("test_"):
            try:
                test(f, np, types.SimpleNamespace(**key["params"]))
            except Exception:  # noqa: BLE001 (what was heard until then is enough)
                continue
    told = "".join(_told(name, given[name]) for name in names)
    return f"import itertools\nimport numpy as np\n{told}"


def _heard(function: Callable[..., Any], given: list[Any]) -> Callable[..., Any]:
    def heard(*args: Any, **named: Any) -> Any:
        given.append(function(*args, **named))
        return given[-1]

    return heard


def _told(name: str, answers: list[Any]) -> str:
    kept = ", ".join(map(_literal, answers)) or "0.0"
    return (
        f"_{name} = itertools.cycle([{kept}])\n\n\ndef {name}(*a, **k):\n    return next(_{name})\n"
    )


def _literal(value: Any) -> str:
    if isinstance(value, np.ndarray):
        rounded = value.round(4) if value.dtype.kind == "f" else value
        return f"np.array({rounded.tolist()!r})"
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))},)"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return repr(value.item() if isinstance(value, np.generic) else value)
