"""The public profile: what of somebody everybody may see, because they said so."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.catalog.skill_map import module_title
from campus.learning.models import LearnerSkill
from campus.programme.errors import Refused
from campus.programme.models import Credential, PublicProfile
from campus.programme.models.profile import HANDLE
from exercises.tracks import read_tracks


@dataclass(frozen=True, slots=True)
class MasteredModule:
    title: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """certificates: (row, title of its track), those that stand; modules: empty unless shown."""

    name: str
    certificates: list[tuple[Credential, str]]
    modules: list[MasteredModule]


def shown_profile(person: User) -> PublicProfile | None:
    """The person's profile if they show one."""
    return PublicProfile.objects.filter(person=person, on=True, person__is_active=True).first()


def page_of(profile: PublicProfile) -> Shown:
    rows = Credential.objects.filter(learner=profile.person, revoked_at=None)
    return Shown(
        name=profile.person.display_name or profile.handle,
        certificates=[(row, read_tracks()[row.track].title) for row in rows],
        modules=_mastered(profile.person) if profile.skills else [],
    )


def _mastered(person: User) -> list[MasteredModule]:
    rows = LearnerSkill.objects.filter(learner=person, level=LearnerSkill.Level.MASTERED)
    by_module: dict[str, list[str]] = {}
    for state in rows.select_related("skill").order_by("skill__module", "skill__position"):
        by_module.setdefault(state.skill.module, []).append(state.skill.title)
    return [MasteredModule(module_title(name), tuple(own)) for name, own in by_module.items()]


def choose(person: User, handle: str, *, on: bool, skills: bool) -> PublicProfile:
    """Show the profile under this handle, or show it no more. Raises Refused."""
    handle = handle.strip().lower()
    try:
        HANDLE(handle)
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from None
    try:
        with transaction.atomic():
            return PublicProfile.objects.update_or_create(
                person=person, defaults={"handle": handle, "on": on, "skills": skills}
            )[0]
    except IntegrityError:
        raise Refused(_("Somebody has this address already: please choose another.")) from None
