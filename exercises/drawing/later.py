"""What SymPy imports only when it is first needed: inside the sandbox that is too late."""

from __future__ import annotations

from importlib import import_module

_LATER = (
    *("concrete.delta", "discrete.recurrences", "polys.dispersion", "sets.setexpr"),
    *("sets.handlers.add", "sets.handlers.functions", "sets.handlers.issubset"),
    *("sets.handlers.mul", "sets.handlers.power", "logic.algorithms.dpll2"),
    *("integrals.heurisch", "integrals.manualintegrate", "integrals.risch", "integrals.rde"),
    *("integrals.prde", "assumptions.satask", "matrices.expressions.applyfunc"),
)


def load_later_parts() -> None:
    """Import them all, before the sandbox closes its doors."""
    for name in _LATER:
        import_module(f"sympy.{name}")
