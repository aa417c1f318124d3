"""Certificates: given to whoever passed, verified by anybody, revoked for all to see."""

from __future__ import annotations

import base64
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from jwcrypto import jwk, jws
from pytest_django import Settings

from campus.accounts.models import User
from campus.auditing.models import Entry
from campus.courses.models import ProblemSet
from campus.learning.attempts import open_attempt
from campus.learning.models import Attempt
from campus.programme.certifying import issuing
from campus.programme.certifying.document import typeset
from campus.programme.certifying.errors import NoGlyph, NoKey
from campus.programme.certifying.evidence import Evidence
from campus.programme.certifying.verifying import by_code, by_credential
from campus.programme.errors import Refused
from campus.programme.models import (
    FINAL,
    Credential,
    Examination,
    Paper,
    ProjectWork,
    PublicProfile,
)
from tests.campus.cast import Stage

pytestmark = pytest.mark.django_db

As = Callable[[User | None], Client]
AREAS = ("Linear algebra", "Calculus and optimisation", "Probability and statistics")


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys") / "certificates.pem"


@pytest.fixture
def passed(stage: Stage, settings: Settings, key_file: Path) -> Stage:
    """Ada has passed a module's examination, with one exercise answered, and the final."""
    settings.CREDENTIAL_KEY_FILE = str(key_file)
    settings.SITE_URL = "https://lemma.example"
    share = {"per_cent": 71.4, "low": 60.2, "high": 82.6, "n": 8}
    module = examination(stage.ada, "M00", figures={"groups": {}})
    Paper.objects.create(examination=module, problem_set=stage.problem_set)
    attempt = open_attempt(stage.ada, stage.exercise, stage.item)
    Attempt.objects.filter(pk=attempt.pk).update(best=1.0)
    ProjectWork.objects.create(
        learner=stage.ada,
        project="proj-ab-test",
        problem_set=ProblemSet.objects.create(
            course=stage.course, number=77, title="Project", kind="project", sitter=stage.ada
        ),
        passed_at=timezone.now(),
    )
    examination(stage.ada, FINAL, figures={"groups": dict.fromkeys(AREAS, share)})
    return stage


def examination(learner: User, subject: str, **more: Any) -> Examination:
    return Examination.objects.create(
        learner=learner,
        subject=subject,
        number=1,
        track="ds",
        outcome=Examination.Outcome.PASSED,
        judged_at=timezone.now(),
        **more,
    )


def test_it_claims_what_was_shown_and_no_more(passed: Stage) -> None:
    evidence = Evidence.of(issuing.issue(passed.ada, "Ada Lovelace").evidence)
    assert [(one.id, one.skills) for one in evidence.modules] == [("M00", ("Adding",))]
    assert [(one.name, one.low, one.per_cent, one.high) for one in evidence.areas] == [
        (name, 60, 71, 83) for name in AREAS
    ]
    assert [one.title for one in evidence.projects] == ["An A/B test, analysed"]
    assert not evidence.distinction


def test_who_has_not_passed_the_final_gets_none(passed: Stage) -> None:
    Examination.objects.filter(subject=FINAL).update(outcome="failed")
    with pytest.raises(Refused, match="First pass the final"):
        issuing.issue(passed.ada, "Ada")


@pytest.mark.parametrize(
    ("name", "why"),
    [("  ", "Write the name"), ("A" * 81, "at most 80"), ("Ada\x07", "cannot be printed")],
)
def test_a_name_that_cannot_be_printed_is_refused(passed: Stage, name: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        issuing.issue(passed.ada, name)


def test_without_a_key_nothing_is_given_and_the_reason_is_named(
    passed: Stage, settings: Settings, tmp_path: Path
) -> None:
    settings.CREDENTIAL_KEY_FILE = ""
    with pytest.raises(NoKey, match="its operator can set one"):
        issuing.issue(passed.ada, "Ada")
    (tmp_path / "broken.pem").write_text("no key")
    settings.CREDENTIAL_KEY_FILE = str(tmp_path / "broken.pem")
    with pytest.raises(NoKey, match="cannot be read"):
        issuing.issue(passed.ada, "Ada")
    assert not Credential.objects.exists()


def test_the_credential_verifies_with_a_library_that_did_not_sign_it(
    passed: Stage, as_person: As, key_file: Path
) -> None:
    row = issuing.issue(passed.ada, "Ada Lovelace")
    published = as_person(None).get(reverse("credential-keys")).json()
    token = jws.JWS()
    token.deserialize(row.token)
    token.verify(jwk.JWKSet.from_json(json.dumps(published)).get_key(row.key.thumbprint))
    said = json.loads(token.payload)
    assert said["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert said["id"] == f"https://lemma.example/verify/{row.code}/"
    assert said["iss"] == "https://lemma.example/credentials/issuer/"
    subject = said["credentialSubject"]
    assert subject["identifier"][0]["identityHash"] == "Ada Lovelace"
    assert passed.ada.email not in json.dumps(said), "the address travels as a digest"
    assert "Shown: Adding." in said["evidence"][-2]["narrative"]
    assert said["evidence"][-1]["name"] == "An A/B test, analysed"
    assert key_file.stat().st_mode & 0o077 == 0, "the key is for the site alone"


def test_every_changed_byte_fails(passed: Stage) -> None:
    row = issuing.issue(passed.ada, "Ada Lovelace")
    assert by_credential(row.token.encode()).state == "holds"
    header, payload, signature = row.token.split(".")
    said = json.loads(base64.urlsafe_b64decode(payload + "=="))
    said["credentialSubject"]["identifier"][0]["identityHash"] = "Eve"
    forged = base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
    other = "B" if signature[9] == "A" else "A"
    for text in (
        f"{header}.{forged}.{signature}",
        f"{header}.{payload}.{signature[:9]}{other}{signature[10:]}",
        f"{header}.{payload[:-6]}AAAAAA.{signature}",
    ):
        assert by_credential(text.encode()).state == "changed"


def test_a_key_of_somebody_else_signs_nothing_of_ours(passed: Stage) -> None:
    row = issuing.issue(passed.ada, "Ada Lovelace")
    stranger = jwk.JWK.generate(kty="RSA", size=2048)
    token = jws.JWS(base64.urlsafe_b64decode(row.token.split(".")[1] + "=="))
    header = {"alg": "RS256", "jwk": json.loads(stranger.export_public())}
    token.add_signature(stranger, None, json.dumps(header))
    assert by_credential(token.serialize(compact=True).encode()).state == "changed"
    unsigned = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    assert by_credential(f"{unsigned}.{row.token.split('.')[1]}.AAAA".encode()).state == "changed"


def test_what_was_signed_by_an_earlier_key_still_verifies(
    passed: Stage, settings: Settings, tmp_path: Path
) -> None:
    old = issuing.issue(passed.ada, "Ada")
    settings.CREDENTIAL_KEY_FILE = str(tmp_path / "next.pem")
    new = issuing.issue(passed.ada, "Ada Lovelace")
    assert old.key != new.key
    assert by_credential(old.token.encode()).state == "revoked"
    assert by_credential(new.token.encode()).state == "holds"


def test_the_badge_carries_the_credential(passed: Stage, as_person: As) -> None:
    row = issuing.issue(passed.ada, "Ada <Lovelace> & Söhne")
    page = as_person(None).get(reverse("credential-picture", args=[row.code]))
    assert page.headers["Content-Type"] == "image/svg+xml"
    assert row.token in page.content.decode()
    assert by_credential(page.content).state == "holds"


@pytest.mark.parametrize(
    "content",
    [b"", b"a.b", b"<svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xfe", b"x" * 999],
)
def test_what_is_no_credential_is_called_unreadable(passed: Stage, content: bytes) -> None:
    assert by_credential(content).state == "unreadable"


def test_a_code_may_be_written_as_one_likes(passed: Stage) -> None:
    row = issuing.issue(passed.ada, "Ada")
    bare = row.code.replace("-", "")
    for typed in (row.code, row.code.lower(), bare, f" {bare[:6]} {bare[6:]} "):
        assert by_code(typed).credential == row
    assert by_code("ABCD-EFGH-2222").state == "unknown"
    for typed in ("", "ABCD", "ABCD-EFGH-IJK0", "x" * 5000):
        assert by_code(typed).state == "unreadable"


def test_a_revoked_one_says_so_everywhere(passed: Stage, as_person: As) -> None:
    row = issuing.issue(passed.ada, "Ada")
    assert not listed(as_person, row.status_index)
    issuing.revoke(row, passed.grace, "The papers were not their own.")
    assert by_credential(row.token.encode()).state == "revoked"
    page = as_person(None).get(reverse("verify-code", args=[row.code])).content.decode()
    assert "it holds no more" in page and "The papers were not their own." in page
    assert listed(as_person, row.status_index)
    assert Entry.objects.filter(act="certificate revoked", actor=passed.grace).exists()
    with pytest.raises(Refused, match="was revoked: The papers"):
        issuing.issue(passed.ada, "Ada")


def listed(as_person: As, place: int) -> bool:
    """Whether the published status list has this place set; its bits are read by hand."""
    token = as_person(None).get(reverse("credential-status")).content.decode()
    said = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    encoded = said["credentialSubject"]["encodedList"]
    bits = gzip.decompress(base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4)))
    return bool(bits[place // 8] & (0x80 >> place % 8))


def test_another_name_gives_a_new_one_and_the_same_name_the_same(passed: Stage) -> None:
    first = issuing.issue(passed.ada, "Ada")
    assert issuing.issue(passed.ada, " Ada ") == first
    second = issuing.issue(passed.ada, "Ada Lovelace")
    first.refresh_from_db()
    assert (first.standing, second.standing) == (False, True)
    assert "another name" in first.reason


def test_the_paper_says_what_the_credential_says(passed: Stage) -> None:
    row = issuing.issue(passed.ada, "Ærø #let x = 1 $a$ \\ Łukasz Жук")
    content = typeset(row)
    assert content == typeset(row), "the same certificate is the same bytes"
    document = pypdf.PdfReader(io.BytesIO(content))
    text = " ".join(document.pages[0].extract_text().split())
    assert len(document.pages) == 1
    for words in (
        "Certificate in Mathematical Tools for Machine Learning",
        "Ærø #let x = 1 $a$ \\ Łukasz Жук",
        "Track: Data scientist",
        "Linear algebra 71 % 60 to 83 %",
        "Projects: An A/B test, analysed",
        f"https://lemma.example/verify/{row.code}/",
        "the identity of who sat them was not checked",
    ):
        assert words in text
    root = document.root_object
    assert str(root["/Lang"]) == "en" and "/StructTreeRoot" in root, "tagged, for those who listen"


def test_letters_that_no_font_has_are_told_not_boxed(passed: Stage, as_person: As) -> None:
    issuing.issue(passed.ada, "𐎠𐎭𐎠")
    with pytest.raises(NoGlyph, match="write it in others"):
        typeset(Credential.objects.get())
    ada = as_person(passed.ada)
    page = ada.get(reverse("credential-paper"), follow=True).content.decode()
    assert "write it in others" in page


def test_the_way_through_the_pages(passed: Stage, as_person: As) -> None:
    ada, stranger = as_person(passed.ada), as_person(None)
    assert "Make your certificate" in ada.get(reverse("credential")).content.decode()
    page = ada.post(reverse("credential"), {"name": "Ada Lovelace"}, follow=True)
    assert "Your certificate is ready." in page.content.decode()
    row = Credential.objects.get()
    paper = ada.get(reverse("credential-paper"))
    assert paper.content.startswith(b"%PDF-")
    found = stranger.post(reverse("verify"), {"code": row.code.lower()}, follow=True)
    assert "Genuine, and it holds." in found.content.decode()
    found = stranger.post(reverse("verify"), {"credential": row.token})
    assert "to the last byte" in found.content.decode()
    file = io.BytesIO(stranger.get(reverse("credential-token", args=[row.code])).content)
    found = stranger.post(reverse("verify"), {"file": file})
    assert "to the last byte" in found.content.decode()
    found = stranger.post(reverse("verify"), {"file": io.BytesIO(b"x" * 200_001)})
    assert "neither a code nor a credential" in found.content.decode()


def test_an_administrator_finds_and_revokes(passed: Stage, as_person: As) -> None:
    row, grace = issuing.issue(passed.ada, "Ada Lovelace"), as_person(passed.grace)
    assert row.code in grace.get(reverse("credentials-given"), {"find": "lovel"}).content.decode()
    assert (
        "None fits." in grace.get(reverse("credentials-given"), {"find": "\0%_"}).content.decode()
    )
    revoke = reverse("credential-revoke", args=[row.pk])
    assert "Say why" in grace.post(revoke, {"reason": " "}, follow=True).content.decode()
    assert "is revoked" in grace.post(revoke, {"reason": "A test."}, follow=True).content.decode()
    assert (
        "revoked already" in grace.post(revoke, {"reason": "Again."}, follow=True).content.decode()
    )


def test_a_profile_is_shown_only_by_choice(passed: Stage, as_person: As) -> None:
    row, ada, stranger = issuing.issue(passed.ada, "A. L."), as_person(passed.ada), as_person(None)
    page = reverse("profile", args=["ada"])
    assert stranger.get(page).status_code == 404
    ada.post(reverse("profile-choice"), {"handle": "Ada"})
    assert stranger.get(page).status_code == 404, "an address alone shows nothing"
    ada.post(reverse("profile-choice"), {"handle": "ada", "on": "on"})
    shown = stranger.get(page).content.decode()
    assert row.code in shown and "Skills mastered" not in shown and passed.ada.email not in shown
    issuing.revoke(row, passed.grace, "A test.")
    assert row.code not in stranger.get(page).content.decode()
    User.objects.filter(pk=passed.ada.pk).update(is_active=False)
    assert stranger.get(page).status_code == 404


@pytest.mark.parametrize(
    ("handle", "why"),
    [
        ("a", "3 to 40"),
        ("-ada", "3 to 40"),
        ("ada!", "3 to 40"),
        ("x" * 99, "3 to 40"),
        ("taken", "Somebody has this address"),
    ],
)
def test_an_address_that_cannot_be_is_explained_and_kept_in_the_form(
    stage: Stage, as_person: As, handle: str, why: str
) -> None:
    PublicProfile.objects.create(person=stage.charlie, handle="taken")
    answer = as_person(stage.ada).post(reverse("profile-choice"), {"handle": handle, "on": "on"})
    page = answer.content.decode()
    assert why in page and f'value="{handle[:60]}"' in page
    assert not PublicProfile.objects.filter(person=stage.ada).exists()
