"""What a placement believes, without a database: rules on a small map, figures on the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from campus.programme.beliefs import (
    Answer,
    Asked,
    Graph,
    beliefs,
    frontier,
    next_anchor,
    placed,
    start_module,
)
from exercises.skills import SkillMap, read_skills

#: root <- a <- b <- c, and d beside them.
NAMES = {"root": "", "a": "root", "b": "a", "c": "b", "d": ""}


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    rows = "".join(
        f'- id: {name}\n  title: "{name}"\n  area: foundations\n  module: {module}\n'
        f'  can_do: "x"\n  prerequisites: [{before}]\n  ml_method: "x"\n  tracks: [ds]\n'
        for (name, before), module in zip(
            NAMES.items(), ("M00", "M00", "M01", "M01", "M01"), strict=True
        )
    )
    file = tmp_path / "map.yaml"
    file.write_text(
        f'tracks:\n  ds: "D"\nmodules:\n  M00: "x"\n  M01: "y"\nskills:\n{rows}', encoding="utf-8"
    )
    found: SkillMap = read_skills(file)
    return Graph(found, ("a", "b", "c", "d"))


def test_a_right_answer_speaks_for_what_the_skill_builds_upon(graph: Graph) -> None:
    chances = beliefs(graph, [Asked("b", Answer.RIGHT)])
    assert chances["b"] == pytest.approx(18 / 19)
    assert 0.85 < chances["a"] == chances["root"] < 0.95
    assert chances["c"] == chances["d"] == 0.5


def test_a_wrong_answer_speaks_against_what_builds_upon_it(graph: Graph) -> None:
    chances = beliefs(graph, [Asked("b", Answer.WRONG)])
    assert chances["b"] == pytest.approx(0.1, abs=0.01)
    assert 0.15 < chances["c"] < 0.25
    assert chances["a"] == chances["root"] == 0.5


@pytest.mark.parametrize(
    ("answer", "choice", "weaker_than"),
    [
        (Answer.RIGHT, True, (Answer.RIGHT, False)),  # one of four may be luck
        (Answer.WRONG, False, (Answer.UNMET, False)),  # a slip is likelier than a false confession
    ],
)
def test_how_much_an_answer_says(
    graph: Graph, answer: Answer, choice: bool, weaker_than: tuple[Answer, bool]
) -> None:
    weak = beliefs(graph, [Asked("b", answer, choice)])["b"]
    strong = beliefs(graph, [Asked("b", *weaker_than)])["b"]
    assert abs(weak - 0.5) < abs(strong - 0.5)


def test_what_others_say_never_makes_certain(graph: Graph) -> None:
    asked = [Asked("c", Answer.RIGHT), Asked("b", Answer.RIGHT), Asked("a", Answer.RIGHT)]
    assert beliefs(graph, asked)["root"] == pytest.approx(0.95)


def test_a_degree_makes_the_first_module_likelier_and_nothing_else(graph: Graph) -> None:
    chances = beliefs(graph, [], degree=True)
    assert (chances["root"], chances["a"], chances["b"]) == pytest.approx((0.7, 0.7, 0.5))


def test_the_anchor_in_the_middle_is_asked_first_and_none_twice(graph: Graph) -> None:
    start = beliefs(graph, [])
    assert next_anchor(graph, start, []) in {"a", "b"}
    after = beliefs(graph, [Asked("b", Answer.RIGHT)])
    assert next_anchor(graph, after, ["b"]) in {"c", "d"}
    assert next_anchor(graph, after, ["b", "c", "d"]) is None


def test_it_ends_in_a_frontier_and_a_module(graph: Graph) -> None:
    known = placed(beliefs(graph, [Asked("b", Answer.RIGHT)]))
    assert known == ["root", "a", "b"]
    assert frontier(graph, known) == ["c", "d"]
    assert start_module(graph, known) == "M01"
    assert start_module(graph, list(NAMES)) is None


def test_somebody_who_knows_nothing_is_soon_left_in_peace() -> None:
    whole = read_skills()
    graph = Graph(whole, tuple(one.id for one in whole.skills.values() if one.anchor))
    asked: list[Asked] = []
    while skill := next_anchor(graph, beliefs(graph, asked), [one.skill for one in asked]):
        asked.append(Asked(skill, Answer.UNMET))
    assert len(asked) < 15
    assert placed(beliefs(graph, asked)) == []
