"""Keeping what authors write: every text that was saved stays, with who saved it and when."""

from __future__ import annotations

import re
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.authoring.models import Manuscript, Revision
from campus.catalog.models import Exercise
from exercises.queue import LONGEST_SOURCE

#: Words that stand in addresses where a manuscript's id would.
_RESERVED: Final = frozenset({"new", "import", "bank", "publications", "export"})
_TITLE: Final = re.compile(r"^title:\s*(.+?)\s*$", re.M)
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Refused(ValueError):
    """What cannot be kept; the message is for the author."""


@transaction.atomic
def begin(slug: str, source: str, by: User, note: str = "") -> Manuscript:
    """A new manuscript with its first text. Raises Refused for an id that cannot be had."""
    check_slug(slug)
    if Manuscript.objects.filter(slug=slug).exists() or Exercise.objects.filter(slug=slug).exists():
        raise Refused(
            _("There is an exercise “%(slug)s” already: choose another id.") % {"slug": slug}
        )
    manuscript = Manuscript.objects.create(slug=slug)
    manuscript.authors.add(by)
    save(manuscript, source, by, note)
    return manuscript


@transaction.atomic
def save(manuscript: Manuscript, source: str, by: User, note: str = "") -> Revision:
    """The text as the next revision; the latest one if nothing has changed. Raises Refused."""
    check_source(source)
    Manuscript.objects.select_for_update().get(pk=manuscript.pk)  # two tabs: one after the other
    last = manuscript.revisions.order_by("-number").first()
    if last is not None and last.source == source:
        return last
    number = (manuscript.revisions.aggregate(last=Max("number"))["last"] or 0) + 1
    revision = Revision.objects.create(
        manuscript=manuscript, number=number, source=source, by=by, note=note[:200]
    )
    Manuscript.objects.filter(pk=manuscript.pk).update(title=title_in(source), changed_at=Now())
    return revision


def typed(source: str, before: str) -> str:
    """What a text area sent, with the line ends of the text it was opened with: browsers send
    CR LF, and a file that was imported must not change by being looked at."""
    plain = source.replace("\r\n", "\n")
    return before if plain == before.replace("\r\n", "\n") else plain


def check_slug(slug: str) -> None:
    if not _SLUG.fullmatch(slug) or len(slug) > 60:
        raise Refused(
            _("“%(slug)s” is no id: small letters, digits and single hyphens, 60 at most.")
            % {"slug": slug}
        )
    if slug in _RESERVED:
        raise Refused(
            _("“%(slug)s” is not to be had as an id: choose another one.") % {"slug": slug}
        )


def check_source(source: str) -> None:
    if len(source) > LONGEST_SOURCE:
        raise Refused(_("The text is longer than %(most)s characters.") % {"most": LONGEST_SOURCE})
    if "\x00" in source:
        raise Refused(_("The text holds a NUL character, which no text may."))


def title_in(source: str) -> str:
    """The title at the head of the text, as far as it can be made out."""
    found = _TITLE.search(source)
    return found[1].strip("\"'")[:160] if found else ""
