"""To give a certificate, to give it anew under another name, to revoke it."""

from __future__ import annotations

import secrets
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.auditing import record
from campus.programme.certifying.badge import sign
from campus.programme.certifying.evidence import evidence_for
from campus.programme.certifying.keys import signing_key
from campus.programme.errors import Refused
from campus.programme.models import FINAL, STATUS_PLACES, Credential, Examination

#: Without letters that are taken for digits or for each other.
ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_PASSED = (Examination.Outcome.PASSED, Examination.Outcome.DISTINCTION)


def earned(learner: User) -> Examination | None:
    """The final examination that the learner passed, if they did."""
    rows = Examination.objects.filter(learner=learner, subject=FINAL, outcome__in=_PASSED)
    return rows.order_by("-judged_at").first()


def standing(learner: User) -> Credential | None:
    return Credential.objects.filter(learner=learner, revoked_at=None).first()


@transaction.atomic
def issue(learner: User, name: str) -> Credential:
    """Give the certificate that was earned, with this name on it; one that stands under another
    name is replaced. Raises Refused, NoKey."""
    User.objects.select_for_update().get(pk=learner.pk)
    name = _checked(name)
    final = earned(learner)
    if final is None:
        raise Refused(_("First pass the final examination."))
    if old := standing(learner):
        if old.name == name:
            return old
        revoke(old, learner, _("Given anew under another name."), replaced=True)
    elif withdrawn := _withdrawn(final):
        raise Refused(_("Your certificate was revoked: %(reason)s") % {"reason": withdrawn.reason})
    key = signing_key()
    row = Credential(
        learner=learner,
        examination=final,
        code=_code(),
        name=name,
        track=final.track,
        evidence=evidence_for(final).as_json(),
        key=key.row(),
        status_index=_free_place(),
        issued_at=timezone.now().replace(microsecond=0),
    )
    row.token = sign(row, learner.email, key)
    row.save()
    record(learner, "certificate given", row, code=row.code)
    return row


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Write the name that is to stand on the certificate."))
    if len(name) > 80:
        raise Refused(_("A name of at most 80 letters, please."))
    if not name.isprintable():
        raise Refused(_("The name has a sign in it that cannot be printed."))
    return name


def _withdrawn(final: Examination) -> Credential | None:
    """What somebody else revoked is not given anew by asking again."""
    rows = Credential.objects.filter(examination=final, revoked_at__isnull=False)
    last = rows.order_by("-revoked_at").first()
    return last if last is not None and not last.replaced else None


def _code() -> str:
    letters = [secrets.choice(ALPHABET) for _place in range(12)]
    return "-".join("".join(letters[at : at + 4]) for at in (0, 4, 8))


def _free_place() -> int:
    """A place of the status list that nobody has, by lot."""
    while True:
        place = secrets.randbelow(STATUS_PLACES)
        if not Credential.objects.filter(status_index=place).exists():
            return place


@transaction.atomic
def revoke(row: Credential, by: User, reason: str, *, replaced: bool = False) -> None:
    """Say from now on that it does not hold. `reason` is shown to whoever verifies it."""
    reason = " ".join(reason.split())[:200]
    if not reason:
        raise Refused(_("Say why: whoever verifies the certificate reads it."))
    changed = Credential.objects.filter(pk=row.pk, revoked_at=None).update(
        revoked_at=timezone.now(), reason=reason, replaced=replaced
    )
    if not changed:
        raise Refused(_("It is revoked already."))
    record(by, "certificate revoked", row, code=row.code, reason=reason)
