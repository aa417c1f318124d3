"""What is asked of the grader: learners' texts, authors' keys, one seed; strictly checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from grader.errors import BadKey

Mode = Literal["grade", "run"]
Syntax = Literal["ascii", "latex"]
Libraries = Literal["scientific", "numpy"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the learner typed into one blank; an empty text means nothing was typed."""

    text: str = ""
    syntax: Syntax = "ascii"

    @property
    def empty(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong answer the author expects. Either `value` is its text, or `live` is the number of
    the mistake in the exercise's program, which works it out from the learner's other answers."""

    tag: str
    value: str | None = None
    live: int | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank and how it is judged.

    name      its name in the exercise
    kind      an answer kind of `grader.kinds`, or "code"
    key       the kind's own fields: "value" and its options
    marks     full marks, > 0
    mistakes  in the order in which they are tried
    carry     share of the marks, 0 < carry <= 1, for the value that follows from the learner's
              own earlier answers; None: such a value is worth nothing
    needs     names of those earlier blanks
    """

    name: str
    kind: str
    key: Mapping[str, Any]
    marks: float = 1.0
    mistakes: tuple[Mistake, ...] = ()
    carry: float | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """The exercise's own program, called in the sandbox for carried values and live mistakes."""

    source: str
    preload: Libraries = "scientific"


@dataclass(frozen=True, slots=True)
class GradingRequest:
    """One submission. The seed fixes every point at which functions are compared, so the same
    request has the same verdict on every machine and day."""

    seed: str
    blanks: tuple[Blank, ...]
    answers: Mapping[str, Answer] = field(default_factory=dict)
    mode: Mode = "grade"
    derive: Derivation | None = None

    @classmethod
    def from_json(cls, data: object) -> GradingRequest:
        """Read a decoded JSON object; raises BadKey naming the place of whatever is wrong."""
        fields = _fields(data, "the request", {"seed", "mode", "answers", "blanks", "derive"})
        blanks = tuple(_blank(raw, i) for i, raw in enumerate(_list(fields, "blanks")))
        names = [blank.name for blank in blanks]
        if len(set(names)) < len(names):
            raise BadKey("two blanks bear the same name")
        answers = _mapping(fields.get("answers", {}), "answers")
        if unknown := sorted(set(answers) - set(names)):
            raise BadKey(f"answers to blanks that do not exist: {', '.join(unknown)}")
        return cls(
            seed=_text(fields, "seed", "the request"),
            mode=cast(Mode, _one_of(fields.get("mode", "grade"), ("grade", "run"), "mode")),
            answers={name: _answer(raw, name) for name, raw in answers.items()},
            blanks=blanks,
            derive=_derivation(fields.get("derive")),
        )


def _blank(raw: object, index: int) -> Blank:
    place = f"blanks[{index}]"
    known = {"name", "kind", "key", "marks", "mistakes", "carry", "needs"}
    fields = _fields(raw, place, known)
    carry = fields.get("carry")
    if carry is not None and not 0 < _number(carry, f"{place}.carry") <= 1:
        raise BadKey(f"{place}.carry must lie in (0, 1]")
    marks = _number(fields.get("marks", 1.0), f"{place}.marks")
    if not 0 < marks < float("inf"):
        raise BadKey(f"{place}.marks must be positive")
    return Blank(
        name=_text(fields, "name", place),
        kind=_text(fields, "kind", place),
        key=_mapping(fields.get("key", {}), f"{place}.key"),
        marks=marks,
        mistakes=tuple(
            _mistake(raw, f"{place}.mistakes[{i}]")
            for i, raw in enumerate(_list(fields, "mistakes"))
        ),
        carry=None if carry is None else float(carry),
        needs=tuple(_texts(fields.get("needs") or [], f"{place}.needs")),
    )


def _mistake(raw: object, place: str) -> Mistake:
    fields = _fields(raw, place, {"tag", "value", "live"})
    if ("value" in fields) == ("live" in fields):
        raise BadKey(f"{place} needs either a value or the number of a live mistake")
    tag = _text(fields, "tag", place)
    if "value" in fields:
        return Mistake(tag, value=_text(fields, "value", place))
    live = fields["live"]
    if not isinstance(live, int) or isinstance(live, bool) or live < 0:
        raise BadKey(f"{place}.live must be a natural number")
    return Mistake(tag, live=live)


def _answer(raw: object, name: str) -> Answer:
    if raw is None:
        return Answer()
    if isinstance(raw, str):
        return Answer(raw)
    fields = _fields(raw, f"answers.{name}", {"text", "syntax"})
    syntax = _one_of(fields.get("syntax", "ascii"), ("ascii", "latex"), f"answers.{name}.syntax")
    return Answer(_text(fields, "text", f"answers.{name}", empty=True), cast(Syntax, syntax))


def _derivation(raw: object) -> Derivation | None:
    if raw is None:
        return None
    fields = _fields(raw, "derive", {"source", "preload"})
    preload = _one_of(fields.get("preload", "scientific"), ("scientific", "numpy"), "preload")
    return Derivation(_text(fields, "source", "derive"), cast(Libraries, preload))


def _fields(raw: object, place: str, known: set[str]) -> Mapping[str, Any]:
    if not isinstance(raw, dict) or not known.issuperset(raw):
        unknown = ", ".join(sorted(set(_mapping(raw, place)) - known))
        raise BadKey(f"{place} has unknown fields: {unknown}")
    return raw


def _mapping(raw: object, place: str) -> Mapping[str, Any]:
    if not isinstance(raw, dict) or not all(isinstance(name, str) for name in raw):
        raise BadKey(f"{place} must be an object")
    return raw


def _list(fields: Mapping[str, Any], name: str) -> list[object]:
    value = fields.get(name) or []
    if not isinstance(value, list):
        raise BadKey(f"{name} must be a list")
    return value


def _texts(raw: object, place: str) -> list[str]:
    if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
        raise BadKey(f"{place} must be a list of texts")
    return raw


def _text(fields: Mapping[str, Any], name: str, place: str, *, empty: bool = False) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not (value or empty):
        raise BadKey(f"{place} needs the text {name!r}")
    return value


def _number(raw: object, place: str) -> float:
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        raise BadKey(f"{place} must be a number")
    return float(raw)


def _one_of(raw: object, allowed: tuple[str, ...], place: str) -> str:
    if raw not in allowed:
        raise BadKey(f"{place} must be one of {', '.join(allowed)}")
    return str(raw)
