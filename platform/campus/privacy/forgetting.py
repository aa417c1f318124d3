"""What goes from the database when an account is erased, and what stays without a name.

The row of the account stays: attempts, marks and sums hang on its number, and statistics must not
change because somebody went. What remains says what was done, no longer by whom.
"""

from __future__ import annotations

from typing import Final

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.rollups.membership import FORMER

#: Rows that go altogether: (model, the way to the person).
REMOVED: Final[tuple[tuple[str, str], ...]] = (
    ("account.EmailAddress", "user"),
    ("mfa.Authenticator", "user"),
    ("socialaccount.SocialAccount", "user"),
    ("usersessions.UserSession", "user"),
    ("courses.CalendarAddress", "person"),
    ("courses.Seen", "person"),
    ("learning.PracticePlan", "learner"),
    ("learning.Draft", "attempt__learner"),
    ("teaching.Note", "learner"),
    ("teaching.Comment", "submission__attempt__learner"),
    ("teaching.Notice", "person"),
    ("community.Notice", "person"),
    ("community.Mailing", "person"),
    ("community.Follow", "person"),
    ("community.Block", "by"),
    ("community.Block", "person"),
    ("community.Seat", "person"),
    ("community.Membership", "person"),
    ("programme.PublicProfile", "person"),
    ("privacy.Export", "person"),
)

#: Texts that are emptied in rows that stay: (model, the way to the person, columns).
EMPTIED: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("courses.Extension", "learner", ("why",)),
    ("learning.Objection", "submission__attempt__learner", ("words",)),
    ("teaching.MarkOverride", "learner", ("reason",)),
    ("teaching.HandMark", "submission__attempt__learner", ("reason",)),
    ("community.Report", "by", ("words",)),
    ("community.Mute", "person", ("words",)),
    ("programme.ProjectWork", "learner", ("text",)),
    ("programme.Conclusion", "work__learner", ("text", "objection")),
    ("programme.Credential", "learner", ("token",)),
    ("privacy.Erasure", "person", ("reason",)),
)


def forget(person: User, *, keeps_posts: bool) -> None:
    """Everything, in the caller's transaction. Doing it twice changes nothing more."""
    email = person.email
    _end_sessions(person)
    for model, whose in REMOVED:
        apps.get_model(model)._default_manager.filter(**{whose: person.pk}).delete()
    for model, whose, columns in EMPTIED:
        rows = apps.get_model(model)._default_manager.filter(**{whose: person.pk})
        rows.update(**dict.fromkeys(columns, ""))
    if not keeps_posts:
        _take_back_texts(person)
    _end_certificates(person)
    if email:
        _forget_invitations(email)
    _rename(person)


def name_of(pk: int) -> str:
    """The user name of an erased account: one that nobody can choose (see FORMER)."""
    return f"{FORMER}{pk}"


def _rename(person: User) -> None:
    person.set_unusable_password()
    person.username, person.display_name = name_of(person.pk), _("A former learner")
    person.first_name = person.last_name = person.email = ""
    person.is_active, person.last_login = False, None
    person.save()


def _end_sessions(person: User) -> None:
    """Those in the list of devices; any other ends with the password that it was begun under."""
    for row in UserSession.objects.filter(user=person):
        row.end()


def _take_back_texts(person: User) -> None:
    """The places stay, so that answers keep their sense; so do the marks of reviews."""
    posts = apps.get_model("community.Post")._default_manager.filter(author=person)
    posts.update(text="", taken_back_at=timezone.now(), search=None)
    threads = apps.get_model("community.Thread")._default_manager
    threads.filter(accepted__author=person).update(accepted=None)
    threads.filter(author=person).update(title=_("Taken back"))
    reviews = apps.get_model("programme.Review")._default_manager
    reviews.filter(reviewer=person).update(words="")


def _end_certificates(person: User) -> None:
    """A certificate claims something of a name: without the name it claims nothing."""
    rows = apps.get_model("programme.Credential")._default_manager.filter(learner=person)
    rows.filter(revoked_at=None).update(
        revoked_at=timezone.now(), reason=_("The account was erased.")
    )
    rows.update(name=_("A former learner"))


def _forget_invitations(email: str) -> None:
    """Open ones go; of used ones the course keeps that there was one."""
    rows = apps.get_model("courses.Entrance")._default_manager.filter(email__iexact=email)
    rows.filter(uses=0, revoked_at=None).delete()
    rows.update(email="")
