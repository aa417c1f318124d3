"""
Everything the discussion may raise:

    Refused            a rule of the discussion; the message is shown to whoever tried
      GivesAway        the text gives an answer away; `places` are where, for the author to see
"""

from __future__ import annotations


class Refused(Exception):
    """What was asked for is against a rule. The message says which, and what to do."""


class GivesAway(Refused):
    """The author may know the answer, and has said the text reveals less than it does."""

    def __init__(self, message: str, places: list[str]) -> None:
        super().__init__(message)
        self.places = places
