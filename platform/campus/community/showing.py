"""The page of a thread: its posts as one reader may see them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from campus.accounts.models import User
from campus.community.case import Case, case_of
from campus.community.gates import OPEN, Gate, gate_of, gated
from campus.community.models import Follow, Post, Reaction, Thread
from campus.community.opening import price_in_words
from campus.community.standing import exam_until, is_staff, muted
from campus.courses.announcing import html_of


@dataclass(frozen=True, slots=True)
class PostView:
    """html     what the reader sees; empty behind the gate, hidden, or taken back
    price    in words, behind the gate; "" if a look costs nothing
    for_sale whether it can be had at all before its time
    """

    row: Post
    html: SafeString
    gated: bool
    price: str
    for_sale: bool
    helpful: int
    same: int
    mine: bool
    clicked: frozenset[str]
    accepted: bool


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """closed_until   the discussion of this exercise is closed to the reader: nothing is shown"""

    thread: Thread
    question: PostView | None
    answers: list[PostView]
    case: Case | None
    staff: bool
    keeps: bool
    is_author: bool
    following: bool
    silent_until: datetime | None
    closed_until: datetime | None = None

    @property
    def may_write(self) -> bool:
        open_to_all = self.thread.locked_at is None or self.staff
        return open_to_all and self.silent_until is None and self.closed_until is None


def page_of(thread: Thread, reader: User) -> ThreadPage:
    """Everything the page of the thread shows this reader."""
    staff = is_staff(reader, thread)
    keeps = Thread.objects.kept_by(reader).filter(pk=thread.pk).exists()
    closed = None
    if thread.exercise_id is not None and not staff:
        closed = exam_until(reader, thread.exercise_id)
    silence = muted(reader, thread.course)
    following = Follow.objects.filter(thread=thread, person=reader, on=True).exists()
    gate = OPEN if closed else gate_of(thread, reader)
    views = [] if closed else _views(thread, reader, gate)
    return ThreadPage(
        thread=thread,
        question=next((view for view in views if view.row.is_question), None),
        answers=_in_order([view for view in views if not view.row.is_question]),
        case=None if closed else case_of(thread, reader, gate),
        staff=staff,
        keeps=keeps,
        is_author=thread.author_id == reader.pk,
        following=following,
        silent_until=silence.until if silence else None,
        closed_until=closed,
    )


def _views(thread: Thread, reader: User, gate: Gate) -> list[PostView]:
    rows = Post.objects.visible_to(reader).filter(thread=thread)
    rows = rows.select_related("author", "endorsed_by").order_by("pk")
    clicks = Reaction.objects.filter(post__thread=thread)
    counted = Counter(clicks.values_list("post", "kind"))
    own = set(clicks.filter(person=reader).values_list("post", "kind"))
    return [_view(thread, row, reader, gate, counted, own) for row in rows]


def _view(
    thread: Thread,
    row: Post,
    reader: User,
    gate: Gate,
    counted: Counter[tuple[int, str]],
    own: set[tuple[int, str]],
) -> PostView:
    kept_back = gated(row, gate, reader)
    shown = not kept_back and row.taken_back_at is None
    return PostView(
        row=row,
        html=html_of(row.text) if shown else SafeString(""),
        gated=kept_back,
        price=price_in_words(gate, row.reveals) if kept_back else "",
        for_sale=gate.price(row.reveals) != "not for sale",
        helpful=counted[row.pk, Reaction.Kind.HELPFUL],
        same=counted[row.pk, Reaction.Kind.SAME],
        mine=row.author_id == reader.pk,
        clicked=frozenset(kind for post, kind in own if post == row.pk),
        accepted=thread.accepted_id == row.pk,
    )


def _in_order(answers: list[PostView]) -> list[PostView]:
    """The accepted one first, then what staff wrote or marked as right, then as they came."""

    def rank(view: PostView) -> tuple[bool, bool, int]:
        vouched = view.row.of_staff or view.row.endorsed_by_id is not None
        return (not view.accepted, not vouched, view.row.pk)

    return sorted(answers, key=rank)
