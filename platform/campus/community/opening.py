"""Seeing sooner what a thread gives away, for the price the gate names."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.community.errors import Refused
from campus.community.gates import Gate, gate_of
from campus.community.models import Opened, Post, Thread
from campus.learning.attempts import give_up, take_hint


def price_in_words(gate: Gate, reveals: str) -> str:
    """What a look costs now; "" if it costs nothing."""
    match gate.price(reveals):
        case "hint":
            return _("It costs what a hint costs: the next hint of your open variant opens too.")
        case "give up":
            return _("It ends your open variant as given up. You may take another one then.")
        case "not for sale":
            return _(
                "You have this exercise before you in a problem set where tries are counted or "
                "everybody keeps one variant. Finish it there first."
            )
    return ""


@transaction.atomic
def open_for(thread: Thread, reader: User, reveals: str) -> None:
    """Pay and remember; raises Refused where an answer cannot be had sooner."""
    gate = gate_of(thread, reader)
    price = gate.price(reveals)
    if price == "not for sale":
        raise Refused(price_in_words(gate, reveals))
    attempt = gate.open_attempt
    if attempt is not None and price == "hint":
        take_hint(attempt)
    if attempt is not None and price == "give up":
        give_up(attempt)
    if reveals in (Post.Reveals.WAY, Post.Reveals.ANSWER):
        Opened.objects.get_or_create(
            thread=thread, person=reader, reveals=reveals, defaults={"attempt": attempt}
        )
