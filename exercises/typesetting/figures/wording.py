"""Words in a figure: plain text, and `$x_1$` in italics with Unicode's own small digits."""

from __future__ import annotations

import html
import re

_FORMULA = re.compile(r"\$([^$]*)\$")
_NAMED = re.compile(r"\\([A-Za-z]+)\s?")
_SCRIPT = re.compile(r"([_^])(?:\{([^{}]*)\}|(.))")

_LETTERS = {
    name: letter
    for names, letters in (
        ("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu", "αβγδεζηθικλμ"),
        ("nu xi pi rho sigma tau phi chi psi omega", "νξπρστφχψω"),
        ("Gamma Delta Theta Lambda Sigma Phi Omega", "ΓΔΘΛΣΦΩ"),
        ("cdot times le ge ne to infty pm nabla partial in", "·×≤≥≠→∞±∇∂∈"),
    )
    for name, letter in zip(names.split(), letters, strict=True)
}
_LETTERS |= {"leq": "≤", "geq": "≥", "ell": "ℓ", "quad": " "}
_SMALL = {
    "_": dict(
        zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
    ),
    "^": dict(zip("0123456789+-=()niT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀ", strict=True)),
}


def label(text: str) -> str:
    """The text as SVG markup.

    >>> label("cost of $x_1^2$ < 3")
    'cost of <tspan class="fig-math">x₁²</tspan> &lt; 3'
    """
    parts, end = [], 0
    for formula in _FORMULA.finditer(text):
        parts.append(html.escape(text[end : formula.start()]))
        parts.append(f'<tspan class="fig-math">{html.escape(_plain(formula[1]))}</tspan>')
        end = formula.end()
    return "".join([*parts, html.escape(text[end:])])


def _plain(formula: str) -> str:
    named = _NAMED.sub(lambda m: _LETTERS.get(m[1], m[1]), formula)
    small = _SCRIPT.sub(_script, named.replace("-", "−"))
    return small.replace("{", "").replace("}", "")


def _script(found: re.Match[str]) -> str:
    sign, text = found[1], (found[2] if found[2] is not None else found[3])
    table = _SMALL[sign]
    signs = text.replace("−", "-")
    if all(c in table for c in signs):
        return "".join(table[c] for c in signs)
    return f"{sign}{text}"
