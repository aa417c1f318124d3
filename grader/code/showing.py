"""Values and errors in few words, for the results of visible tests."""

from __future__ import annotations

import numpy as np

LONGEST = 400
_MANY_DIGITS = 200


def shown(value: object) -> str:
    """A short text for a value a test compared; long ones are cut."""
    text = _text(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _text(value: object) -> str:
    match value:
        case np.ndarray():
            return np.array2string(
                value, precision=6, threshold=36, edgeitems=3, max_line_width=72, separator=", "
            )
        case np.generic():
            return _text(value.item())
        case bool() | None:
            return str(value)
        case int() if value.bit_length() > _MANY_DIGITS:
            return f"a whole number of about {int(value.bit_length() * 0.30103) + 1} digits"
        case float() | complex():
            return f"{value:.10g}"
        case str() | bytes():
            return repr(value[:LONGEST])
        case tuple():
            inner = ", ".join(_few(value))
            return f"({inner},)" if len(value) == 1 else f"({inner})"
        case list():
            return f"[{', '.join(_few(value))}]"
        case dict():
            pairs = list(value.items())[:12]
            return "{" + ", ".join(f"{_text(k)}: {_text(v)}" for k, v in pairs) + "}"
        case _:
            return repr(value)


def _few(items: list[object] | tuple[object, ...]) -> list[str]:
    return [_text(item) for item in items[:24]] + (["…"] if len(items) > 24 else [])
