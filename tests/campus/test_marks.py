"""Marks are a function of rules and answers: what must hold for all of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus.courses.rules import Terms, late_share
from campus.learning.marks import Try, mark, worth

DUE = datetime(2026, 3, 20, 18, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

percents = st.integers(0, 100)


@st.composite
def rules(draw: st.DrawFn) -> Terms:
    after = sorted(draw(st.sets(st.integers(1, 9000), max_size=3)))
    shares = sorted(
        draw(st.lists(percents, min_size=len(after) + 1, max_size=len(after) + 1)), reverse=True
    )
    return Terms(
        kind="homework",
        opens_at=None,
        due_at=DUE,
        closes_at=None,
        late_credit=shares[-1],
        late_steps=tuple(zip(after, shares, strict=False)),
        tries=draw(st.none() | st.integers(1, 4)),
        try_cost=draw(percents),
        hint_cost=draw(percents),
        variants="free",
        solutions="ended",
        minutes=None,
    )


tries = st.lists(
    st.builds(
        lambda minutes, score, hints: Try(DUE + minutes * MINUTE, score, hints),
        st.integers(-9000, 9000),
        st.floats(0, 1),
        st.integers(0, 9),
    ),
    max_size=6,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(rules(), tries)
def test_a_mark_is_a_share_whatever_order_the_rows_come_in(terms: Terms, done: list[Try]) -> None:
    share = mark(terms, terms.hint_cost, done)
    assert (share is None) == (not done)
    assert share is None or 0 <= share <= 1
    if len({one.handed_in for one in done}) == len(done):
        assert mark(terms, terms.hint_cost, reversed(done)) == share


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(rules(), st.integers(-9000, 9000), st.integers(0, 9000))
def test_coming_later_never_earns_more(terms: Terms, minutes: int, more: int) -> None:
    early, late = DUE + minutes * MINUTE, DUE + (minutes + more) * MINUTE
    assert late_share(terms, late) <= late_share(terms, early)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(rules(), tries)
def test_taking_tries_one_by_one_gives_the_same_mark(terms: Terms, done: list[Try]) -> None:
    """What the recorder keeps as it goes along, and what a replay works out."""
    best: float | None = None
    for before, one in enumerate(sorted(done, key=lambda one: one.handed_in)):
        if terms.tries is None or before < terms.tries:
            best = max(best or 0.0, worth(terms, terms.hint_cost, one, before))
    assert mark(terms, terms.hint_cost, done) == best
