"""The certificate as an Open Badges 3.0 credential: a signed JSON Web Token that any wallet and any
verifier of the standard reads without asking us, but for the list of those revoked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from openbadgeslib.ob3 import Achievement, Issuer, OpenBadgeCredential
from openbadgeslib.ob3.credential import OB3_CONTEXT, IdentityObject, Result, ResultDescription
from openbadgeslib.ob3.credential import Evidence as Proof
from openbadgeslib.ob3.status_list import (
    build_status_list_credential,
    sign_status_list_credential,
    status_entry,
)

from campus.programme.certifying.evidence import Evidence
from campus.programme.certifying.keys import ALGORITHM, SigningKey
from campus.programme.models import Credential
from exercises.blueprints import read_blueprints
from exercises.tracks import Track, read_tracks

CONTEXT: Final = OB3_CONTEXT
TITLE: Final = "Certificate in Mathematical Tools for Machine Learning"
#: An old list served again is refused after so long; ours is made anew at each request.
LIST_HOLDS: Final = timedelta(days=7)

_CRITERIA: Final = (
    "Every module of the track ends in a timed examination drawn for the learner, passed with "
    "at least {all} % of the marks; then two final papers, passed with at least {final} % in all "
    "and {area} % in each core area. The examinations were sat online; the identity of who sat "
    "them was not checked."
)


def absolute(name: str, *arguments: object) -> str:
    """The address of a page as others reach it."""
    return urljoin(settings.SITE_URL, reverse(name, args=arguments))


def issuer() -> Issuer:
    return Issuer(absolute("credential-issuer"), "Lemma", url=settings.SITE_URL)


def achievement(track: Track) -> Achievement:
    """What is certified: one for each track."""
    url = absolute("credential-achievement", track.id)
    return Achievement(
        id=url,
        name=f"{TITLE}: {track.title}",
        description=track.emphasis,
        criteria_narrative=criteria(),
        achievement_type="Certificate",
        result_descriptions=[
            ResultDescription(
                f"{url}#outcome", "Outcome", "Status", allowed_values=["passed", "distinction"]
            )
        ],
    )


def criteria() -> str:
    """The rules, as they are printed on certificates too."""
    rules = read_blueprints()
    return _CRITERIA.format(
        all=rules.mastery.pass_all, final=rules.final.pass_all, area=rules.final.pass_area
    )


def sign(row: Credential, email: str, key: SigningKey) -> str:
    """The row as a token. `email` goes into it as a salted digest, so that its holder can show
    that it is theirs and nobody can read it."""
    track = read_tracks()[row.track]
    evidence = Evidence.of(row.evidence)
    who = [IdentityObject(row.name, "name", hashed=False)]
    if email:
        who.append(IdentityObject.create(email, salt=row.code))
    outcome = "distinction" if evidence.distinction else "passed"
    described = achievement(track)
    credential = OpenBadgeCredential(
        issuer=issuer(),
        recipient_id=None,
        achievement=described,
        id=absolute("verify-code", row.code),
        issuance_date=row.issued_at,
        evidence=list(_proofs(evidence)),
        credential_status=[
            status_entry(absolute("credential-status"), "revocation", row.status_index)
        ],
        identifiers=who,
        results=[Result(value=outcome, result_description=f"{described.id}#outcome")],
    )
    return key.signer.sign(credential)


def _proofs(evidence: Evidence) -> Iterator[Proof]:
    for area in evidence.areas:
        words = (
            f"Final examination, {area.n} exercises: {area.per_cent} % of the marks; the true "
            f"share lies between {area.low} and {area.high} % in nine of ten cases."
        )
        yield Proof(name=area.name, narrative=words, genre="examination")
    for module in evidence.modules:
        words = f"Examination passed on {module.on}."
        if module.skills:
            words += f" Shown: {', '.join(module.skills)}."
        yield Proof(name=module.title, narrative=words, genre="examination")
    for project in evidence.projects:
        words = f"Passed on {project.on}: its programs graded, its written conclusion read."
        yield Proof(name=project.title, narrative=words, genre="project")


def status_list(key: SigningKey) -> str:
    """All that were revoked, as a signed Bitstring Status List."""
    revoked = Credential.objects.filter(revoked_at__isnull=False)
    now: datetime = timezone.now()
    document: dict[str, Any] = build_status_list_credential(
        issuer().id,
        absolute("credential-status"),
        "revocation",
        revoked.values_list("status_index", flat=True),
        issued=now - timedelta(minutes=1),
        valid_until=now + LIST_HOLDS,
    )
    return sign_status_list_credential(document, key.signer.privkey_pem, ALGORITHM)
