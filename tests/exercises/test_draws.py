"""The stream of chance: the same everywhere, fair, and bounded."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import Rational, oo, sqrt

from exercises.drawing.decimals import dec
from exercises.drawing.draw import Draw, NoVariant, Redraw, require
from exercises.drawing.laws import lower_tail, t_cdf, t_quantile, upper_tail
from exercises.drawing.normal import normal_quantile


def test_the_stream_never_changes() -> None:
    """A change here changes every variant ever shown: it is no refactoring."""
    d = Draw("gcond-hand", 1, "17.0")
    assert [d.int(1, 100) for _ in range(6)] == [40, 30, 94, 58, 60, 7]
    assert d.shuffle("abcdef") == ["d", "b", "f", "c", "a", "e"]
    assert d.normal(10, 2) == Rational(633, 50)


def test_a_stream_is_named_by_all_its_parts() -> None:
    streams = [Draw("a", 1, 2), Draw("a", 12, ""), Draw("a", 1, 3), Draw("b", 1, 2)]
    assert len({tuple(d.int(0, 10**9) for _ in range(3)) for d in streams}) == 4


def test_another_process_draws_the_same() -> None:
    code = "from exercises.drawing.draw import Draw; print(Draw('x', 1, 2).sample(range(99), 5))"
    drawn = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "77")
    }
    assert drawn == {f"{Draw('x', 1, 2).sample(range(99), 5)}\n"}


@given(st.integers(-50, 50), st.integers(0, 60), st.integers())
def test_whole_numbers_lie_between_their_bounds(low: int, width: int, seed: int) -> None:
    assert low <= Draw(seed).int(low, low + width) <= low + width


def test_every_value_is_equally_likely() -> None:
    d = Draw("fair")
    counts = Counter(d.int(1, 6) for _ in range(6000))
    assert sum((n - 1000) ** 2 / 1000 for n in counts.values()) < 25  # chi-square, 5 degrees


def test_excluded_values_are_not_drawn() -> None:
    d = Draw("without")
    assert {d.int(-2, 2, (0, 1)) for _ in range(100)} == {-2, -1, 2}
    with pytest.raises(NoVariant, match="nothing left"):
        d.int(1, 2, (1, 2))


@given(st.lists(st.integers()), st.integers())
def test_a_shuffle_keeps_every_item(items: list[int], seed: int) -> None:
    assert sorted(Draw(seed).shuffle(items)) == sorted(items)


def test_a_sample_takes_different_places() -> None:
    assert sorted(Draw("s").sample("abc", 3)) == ["a", "b", "c"]
    with pytest.raises(NoVariant):
        Draw("s").sample("abc", 4)


def test_a_condition_that_is_never_met_is_reported() -> None:
    with pytest.raises(NoVariant, match="in none of 5 tries"):
        Draw("u").until(lambda: 1, lambda v: v > 1, tries=5)


def test_require_asks_for_another_draw() -> None:
    require(True, 1)
    with pytest.raises(Redraw):
        require(True, 0)


@given(st.floats(1e-12, 1 - 1e-12))
def test_the_normal_quantile_agrees_with_pythons(p: float) -> None:
    assert normal_quantile(p) == pytest.approx(NormalDist().inv_cdf(p), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(
    ("t", "df", "area"),
    [
        (Rational(2306, 1000), 8, 0.974999838619358),  # the table's value
        (0, 5, 0.5),
        (-1, 3, 0.195501109477885),  # the left half
    ],
)
def test_students_cdf(t: object, df: int, area: float) -> None:
    assert float(t_cdf(t, df)) == pytest.approx(area, rel=1e-12)


@pytest.mark.parametrize("df", [1, 2, 8, 30])
@pytest.mark.parametrize("p", [Rational(1, 100), Rational(975, 1000), Rational(9995, 10000)])
def test_students_quantile_undoes_its_cdf(p: Rational, df: int) -> None:
    assert float(t_cdf(t_quantile(p, df), df)) == pytest.approx(float(p), rel=1e-9)


def test_the_two_tails_of_the_normal_law_add_up() -> None:
    assert upper_tail(sqrt(2)) + lower_tail(sqrt(2)) == 1 or abs(
        float(upper_tail(sqrt(2)) + lower_tail(sqrt(2))) - 1
    ) < 1e-12  # fmt: skip
    assert upper_tail(oo) == 0


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Rational(5, 1000), 2, "0.01"),  # halves go away from zero
        (Rational(-1, 1000), 2, "0.00"),  # never minus nothing
        (-7, 3, "-7.000"),
        (sqrt(2), 4, "1.4142"),
        (0.1, 1, "0.1"),
        (123456789, 1, "123456789.0"),
    ],
)
def test_decimals_are_rounded_as_people_round(value: object, places: int, shown: str) -> None:
    assert dec(value, places) == shown
