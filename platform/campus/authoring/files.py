"""Exercises as files, out and in, byte for byte: one Markdown file, or a zip of many.

What comes in is distrusted: names, sizes before and after unpacking, kinds of entries. All of it is
looked at before any of it is kept, and one fault means that nothing is.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.authoring.editing import Refused, begin, check_slug, check_source, save
from campus.authoring.models import Manuscript
from campus.catalog.models import Exercise

LARGEST_UPLOAD: Final = 4_000_000  # bytes, as it comes
LARGEST_FILE: Final = 800_000  # bytes of one exercise; characters are counted when it is kept
LARGEST_SUM: Final = 12_000_000  # bytes of all exercises of a zip together
MOST_FILES: Final = 300
#: What zipfile raises for archives that are none, cut short, or of a kind it does not know.
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError),
)
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the same exercises give the same zip


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file."""

    manuscript: Manuscript
    outcome: str  # new, changed, unchanged


def zip_of(manuscripts: Iterable[Manuscript]) -> bytes:
    """The manuscripts' latest texts as `<id>.md`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for manuscript in manuscripts:
            entry = zipfile.ZipInfo(f"{manuscript.slug}.md", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, manuscript.latest.source.encode())
    return buffer.getvalue()


@transaction.atomic
def take_in(name: str, content: bytes, by: User) -> list[Imported]:
    """The manuscripts of an uploaded file or zip. Raises Refused, and then nothing is kept."""
    if len(content) > LARGEST_UPLOAD:
        raise Refused(
            _("The file is larger than %(megabytes)s MB.")
            % {"megabytes": LARGEST_UPLOAD // 1_000_000}
        )
    is_zip = name.lower().endswith(".zip")
    files = list(_members(content)) if is_zip else [(_slug(name), content)]
    if not files:
        raise Refused(_("There is no exercise (*.md) in this file."))
    texts = {}
    for slug, raw in files:
        if slug in texts:
            raise Refused(_("Two files are named %(slug)s.md.") % {"slug": slug})
        texts[slug] = _text(slug, raw)
    return [_keep(slug, text, by) for slug, text in texts.items()]


def _members(content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from _read_all(archive)
    except _BROKEN as wrong:
        raise Refused(_("This zip cannot be read.")) from wrong


def _read_all(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise Refused(_("There are more than %(count)s files in this zip.") % {"count": MOST_FILES})
    room = LARGEST_SUM
    for entry in entries:
        slug = _slug(entry.filename)
        if entry.flag_bits & 1:
            raise Refused(_("%(name)s is encrypted.") % {"name": entry.filename})
        if (entry.external_attr >> 16) & 0o170000 not in (0, 0o100000):
            raise Refused(_("%(name)s is not a plain file.") % {"name": entry.filename})
        # The size an entry claims is a claim: what counts is how much comes out.
        with archive.open(entry) as file:
            raw = file.read(LARGEST_FILE + 1)
        room -= len(raw)
        if len(raw) > LARGEST_FILE or room < 0:
            raise Refused(
                _("%(name)s is too large, or all files together are.") % {"name": entry.filename}
            )
        yield slug, raw


def _slug(name: str) -> str:
    """The id a file's name stands for; only its last part is ever used."""
    path = PurePosixPath(name)
    if "\\" in name or "\x00" in name or path.is_absolute() or ".." in path.parts:
        raise Refused(_("“%(name)s” is no name for a file of exercises.") % {"name": name})
    if path.suffix != ".md":
        raise Refused(_("“%(name)s” is no exercise: its name must end in .md.") % {"name": name})
    check_slug(path.stem)
    return path.stem


def _text(slug: str, raw: bytes) -> str:
    if len(raw) > LARGEST_FILE:
        raise Refused(_("%(slug)s.md is too large.") % {"slug": slug})
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise Refused(_("%(slug)s.md is not UTF-8; save it as UTF-8.") % {"slug": slug}) from wrong
    check_source(text)
    return text


def _keep(slug: str, text: str, by: User) -> Imported:
    mine = Manuscript.objects.of(by).filter(slug=slug).first()
    if mine is None:
        if Exercise.objects.filter(slug=slug).exists():
            raise Refused(
                _("There is an exercise “%(slug)s” that is not yours: choose another id.")
                % {"slug": slug}
            )
        return Imported(begin(slug, text, by, "Imported"), "new")
    before = mine.latest
    after = save(mine, text, by, "Imported")
    return Imported(mine, "unchanged" if after.pk == before.pk else "changed")
