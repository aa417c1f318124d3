"""Making a group, joining it, leaving it without trace."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.community.errors import Refused
from campus.community.models import Membership, Seat, StudyGroup

MOST_MEMBERS: Final = 12
MOST_GROUPS: Final = 10


def form_group(name: str, goal: int, by: User) -> StudyGroup:
    """A new group with its first member; raises Refused for whoever is in many."""
    _check_room_for_one_more_group(by)
    with transaction.atomic():
        group = StudyGroup.objects.create(name=name, goal=goal)
        Membership.objects.create(group=group, person=by)
    return group


def join(secret: str, person: User) -> StudyGroup | None:
    """The group behind a link, with the person in it; None if the link leads nowhere. Raises
    Refused where there is no place left."""
    with transaction.atomic():
        group = StudyGroup.objects.select_for_update().filter(secret=secret).first()
        if group is None:
            return None
        if Membership.objects.filter(group=group, person=person).exists():
            return group
        _check_room_for_one_more_group(person)
        if group.memberships.count() >= MOST_MEMBERS:
            raise Refused(_("This group is full: it has %(n)d members.") % {"n": MOST_MEMBERS})
        Membership.objects.create(group=group, person=person)
    return group


def leave(group: StudyGroup, person: User) -> None:
    """No row of the person stays with the group; the last one to leave takes the group along."""
    with transaction.atomic():
        StudyGroup.objects.select_for_update().get(pk=group.pk)
        Membership.objects.filter(group=group, person=person).delete()
        Seat.objects.filter(meeting__group=group, person=person).delete()
        group.meetings.filter(begun_by=person).update(begun_by=None)
        if not group.memberships.exists():
            group.delete()


def _check_room_for_one_more_group(person: User) -> None:
    if Membership.objects.filter(person=person).count() >= MOST_GROUPS:
        raise Refused(_("You are in %(n)d groups; leave one first.") % {"n": MOST_GROUPS})
