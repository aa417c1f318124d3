"""What is done once a transaction is truly in the database, and may fail without harm to it.

Django's own robust callbacks log a failure by the callback's name, and a `functools.partial` has
none: instead of a line in the log whoever asked got an error, after his answer was kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVarTuple

from django.db import transaction

Told = TypeVarTuple("Told")


def afterwards(act: Callable[[*Told], object], *told: *Told) -> None:
    """Call `act(*told)` when the transaction is committed; a failure is logged, no more."""

    def acting() -> None:
        act(*told)

    acting.__qualname__ = act.__qualname__
    transaction.on_commit(acting, robust=True)
