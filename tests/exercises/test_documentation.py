"""The pages about the format say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exercises.checking.rules import RULES
from exercises.checking.run import check_files
from exercises.drawing import recipes as drawing_recipes
from exercises.drawing.figures import Figure
from exercises.drawing.names import GIVEN
from exercises.reading.blanks import COMMON, kinds, options_of
from exercises.reading.front_matter import KEYS
from exercises.reference import reference
from exercises.typesetting.figures.reading import LOOKS
from exercises.vocabulary import NAMES
from grader.sandbox import Sandbox

TUTORIAL = Path("docs/tutorial/first-exercise.md")
REFERENCE = Path("docs/reference/exercise-format.md")


def test_the_reference_is_up_to_date() -> None:
    """If not: python -m exercises reference > docs/reference/exercise-format.md"""
    assert REFERENCE.read_text(encoding="utf-8") == reference()


def test_every_key_kind_option_rule_recipe_and_drawing_word_is_described() -> None:
    page = reference()
    recipes = [f"R.{name}(" for name in drawing_recipes.__all__]
    words = [f"fig.{name}(" for name in vars(Figure) if not name.startswith("_")]
    options = [f"`{name}`" for kind in kinds() for name in options_of(kind)]
    for word in (*KEYS, *kinds(), *COMMON, *options, *RULES, *recipes, *words, *LOOKS, *NAMES):
        assert word in page, word
    assert all(option.meaning for kind in kinds() for option in options_of(kind).values())
    assert all(vars(Figure)[word[4:-1]].__doc__ for word in words)


def test_every_listed_name_is_given() -> None:
    assert set(GIVEN) | {"d"} == NAMES


@pytest.fixture
def tutorial(tmp_path: Path) -> Path:
    found = re.search(r"`````markdown\n(.*?)`````", TUTORIAL.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    file = tmp_path / "sigmoid-slope.md"
    file.write_text(found[1], encoding="utf-8")
    return file


def test_the_tutorials_exercise_is_sound(tutorial: Path, box: Sandbox) -> None:
    assert check_files([tutorial], 40, box=box) == []


def test_the_tutorials_broken_exercise_says_what_the_tutorial_says(
    tutorial: Path, box: Sandbox
) -> None:
    text = tutorial.read_text(encoding="utf-8").replace("lambda s: k * s", "lambda s: k + s")
    tutorial.write_text(text, encoding="utf-8")
    found = next(f for f in check_files([tutorial], 2, box=box) if f.rule == "L04")
    promised = re.search(
        r"sigmoid-slope\.md:(\d+: L04: [^;]*; add a `require`)", TUTORIAL.read_text()
    )
    assert promised
    assert f"{found.line}: L04: {found.message}" == promised[1]
