"""Exercises as files: the round trip is exact, and what comes in is distrusted."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campus.accounts.models import User
from campus.authoring import files
from campus.authoring.editing import Refused
from campus.authoring.files import take_in, zip_of
from campus.authoring.models import Manuscript
from tests.campus.cast import Stage

pytestmark = pytest.mark.django_db

STRANGE = {
    "plain": "---\nid: plain\n---\nText\n",
    "windows": "---\r\nid: windows\r\n---\r\nCR LF\r\n",
    "mixed": "a\rb\nc\r\nno end of line",
    "marked": "\ufeff---\nid: marked\n---\n",
    "far": "∑ λ 𝔼 \u2028 \u0085 tab\there  \n\n\n",
    "empty": "",
}


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("slug", STRANGE)
def test_one_file_in_and_out_is_the_same_to_the_byte(
    slug: str, stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    content = STRANGE[slug].encode()
    browser = as_person(stage.noether)
    browser.post("/authoring/import/", {"file": SimpleUploadedFile(f"{slug}.md", content)})
    answer = browser.get(f"/authoring/{slug}/export/")
    assert answer.content == content


def test_a_zip_of_many_in_and_out_is_the_same_to_the_byte(stage: Stage) -> None:
    members = {f"M01/{slug}.md": text.encode() for slug, text in STRANGE.items()}
    taken = take_in("exercises.zip", zipped(members), stage.noether)
    assert {one.outcome for one in taken} == {"new"}
    out = zip_of(Manuscript.objects.of(stage.noether))
    with zipfile.ZipFile(io.BytesIO(out)) as archive:
        assert {n: archive.read(n).decode() for n in archive.namelist()} == {
            f"{slug}.md": text for slug, text in STRANGE.items()
        }
    assert zip_of(Manuscript.objects.of(stage.noether)) == out
    again = take_in("exercises.zip", out, stage.noether)
    assert {one.outcome for one in again} == {"unchanged"}


def test_a_changed_file_is_the_next_revision(stage: Stage) -> None:
    take_in("plain.md", b"one", stage.noether)
    (taken,) = take_in("plain.md", b"two", stage.noether)
    assert (taken.outcome, taken.manuscript.revisions.count()) == ("changed", 2)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../../etc/passwd.md", "a way out"),
        ("/etc/passwd.md", "an absolute path"),
        ("M01\\..\\x.md", "a way out on Windows"),
        ("run.sh", "no exercise"),
        ("notes.md/inner", "no exercise"),
        ("UPPER.md", "no id"),
        ("new.md", "an address of the site"),
    ],
)
def test_a_name_that_is_none_is_refused(name: str, why: str, stage: Stage) -> None:
    with pytest.raises(Refused):
        take_in("exercises.zip", zipped({"good.md": b"text", name: b"text"}), stage.noether)
    assert not Manuscript.objects.exists()  # all of a zip, or nothing


def test_a_zip_bomb_is_refused_after_a_bounded_read(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 10_000)
    with pytest.raises(Refused, match="too large"):
        take_in("bomb.zip", zipped({"bomb.md": b" " * 5_000_000}), stage.noether)
    monkeypatch.setattr(files, "LARGEST_SUM", 15_000)
    many = {f"file-{n}.md": b" " * 9_000 for n in range(3)}
    with pytest.raises(Refused, match="too large"):
        take_in("many.zip", zipped(many), stage.noether)


def test_a_link_in_a_zip_is_refused(stage: Stage) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(Refused, match="plain file"):
        take_in("links.zip", buffer.getvalue(), stage.noether)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.zip", b"no zip at all", "cannot be read"),
        ("x.zip", zipped({"a.md": b"text"})[:-30], "cannot be read"),
        ("x.zip", zipped({}), "no exercise"),
        ("x.zip", zipped({"a/x.md": b"1", "b/x.md": b"2"}), "Two files"),
        ("x.md", b"\xff\xfe", "UTF-8"),
        ("x.md", b"a\x00b", "NUL"),
        ("x.md", b"x" * 800_001, "too large"),
        ("x.md", b"x" * 4_000_001, "larger than"),
        ("three-and-four.md", b"text", "not yours"),  # an exercise of the bank
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # a zip holds the time it was made
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(
    name: str, content: bytes, says: str, stage: Stage
) -> None:
    with pytest.raises(Refused, match=says):
        take_in(name, content, stage.noether)
    assert not Manuscript.objects.exists()


def test_nobody_imports_over_the_manuscript_of_another(stage: Stage) -> None:
    take_in("plain.md", b"Noether's", stage.noether)
    with pytest.raises(Refused):
        take_in("plain.md", b"Hilbert's", stage.hilbert)
    assert Manuscript.objects.get().latest.source == "Noether's"
