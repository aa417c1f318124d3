"""The key of a code blank: the author's sources and options, checked before anything runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from grader.code.groups import Group, read_groups
from grader.code.standard import DEFAULT, ITEMS
from grader.errors import BadKey
from grader.sandbox import Limits

Libraries = Literal["numpy", "scientific"]

_FIELDS = {
    *("entry", "reference", "visible", "hidden", "mutants", "mistakes", "params", "limits", "ban"),
    *("battery", "weights", "groups", "timing", "libraries", "starter"),
}

MOST_CPU_S = 10.0
"""A grading has a few such times in a row, and ends within the queue's 45 s all the same."""
BENCH_WALL_S = 40.0
"""The tests wait for the programs; they are over when the processor time is."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A faulty solution the author expects, and the tag of its words."""

    tag: str
    source: str


@dataclass(frozen=True, slots=True)
class Timing:
    """The program may take `ratio` times as long as the reference in one test."""

    test: str
    ratio: float


@dataclass(frozen=True, slots=True)
class CodeKey:
    """
    entries    names the program must define; `f` of the tests is the one, or a namespace of them
    visible    tests whose results are shown in full
    hidden     tests of which only name and docstring are shown
    mutants    faulty solutions with their tags
    mistakes   (tag, name of the hidden test that catches it), in the author's order
    params     the drawn values, `p` of the tests
    cpu_s      processor seconds for the whole of the tests; mem_mb MiB of memory
    ban        names and constructs the program may not use, see `grader.code.bans`
    battery    items of the standard battery, see `grader.code.battery`
    weights    weight of a hidden test, 1 unless said; in groups, within its group
    groups     which tests share how many points; () counts all alike
    timing     None: only the limits bound the time
    libraries  which of them the programs and tests find; None means by each program's imports
    starter    what the learner is given to begin with
    """

    entries: tuple[str, ...]
    reference: str
    visible: str
    hidden: str
    mutants: tuple[Mutant, ...] = ()
    mistakes: tuple[tuple[str, str], ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)
    cpu_s: float = 2.0
    mem_mb: int = 256
    ban: tuple[str, ...] = ()
    battery: tuple[str, ...] = DEFAULT
    weights: Mapping[str, float] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    timing: Timing | None = None
    libraries: Libraries | None = None
    starter: str = ""

    @property
    def limits(self) -> Limits:
        """Bounds of a program's process; sleeping is bounded by the wall, not by the processor.

        The wall leaves a program two thirds of a core. Less room and a busy machine would be held
        against an honest one; more, and an endless loop there keeps its learner waiting.
        """
        return Limits(cpu_s=self.cpu_s, wall_s=1.5 * self.cpu_s + 2, mem_mb=self.mem_mb)

    @property
    def bench_limits(self) -> Limits:
        """Bounds of the tests' process, which waits for several programs one after the other."""
        cpu_s = min(2 * self.cpu_s + 1, self.cpu_s + 3)
        return Limits(cpu_s=cpu_s, wall_s=BENCH_WALL_S, mem_mb=max(512, self.mem_mb))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> CodeKey:
        """Read a decoded JSON object; raises BadKey naming what is wrong."""
        if unknown := sorted(set(data) - _FIELDS):
            raise BadKey(f"the key of a code blank has unknown fields: {', '.join(unknown)}")
        limits = _mapping(data, "limits")
        if unknown := sorted(set(limits) - {"cpu_s", "mem_mb"}):
            raise BadKey(f"unknown limits: {', '.join(unknown)}")
        return cls(
            entries=_entries(data.get("entry")),
            reference=_text(data, "reference"),
            visible=_text(data, "visible", empty=True),
            hidden=_text(data, "hidden", empty=True),
            mutants=tuple(
                Mutant(_text(raw, "tag"), _text(raw, "source")) for raw in _objects(data, "mutants")
            ),
            mistakes=tuple(
                (_text(raw, "tag"), _text(raw, "test", empty=True))
                for raw in _objects(data, "mistakes")
            ),
            params=_mapping(data, "params"),
            cpu_s=_positive(limits.get("cpu_s", 2), "limits.cpu_s", MOST_CPU_S),
            mem_mb=int(_positive(limits.get("mem_mb", 256), "limits.mem_mb", 2048)),
            ban=_texts(data, "ban"),
            battery=_battery(data),
            weights={
                name: _positive(weight, f"weights.{name}", 1000)
                for name, weight in _mapping(data, "weights").items()
            },
            groups=read_groups(data.get("groups") or []),
            timing=_timing(data.get("timing")),
            libraries=_libraries(data.get("libraries")),
            starter=_text(data, "starter", empty=True),
        )


def _entries(raw: object) -> tuple[str, ...]:
    names = [raw] if isinstance(raw, str) else raw
    if not isinstance(names, list) or not names:
        raise BadKey("entry must be the name of a function or class, or a list of names")
    for name in names:
        if not isinstance(name, str) or not name.isidentifier():
            raise BadKey(f"entry {name!r} is no name")
    return tuple(names)


def _battery(data: Mapping[str, Any]) -> tuple[str, ...]:
    if "battery" not in data:
        return DEFAULT
    items = _texts(data, "battery")
    if unknown := sorted(set(items) - set(ITEMS)):
        raise BadKey(f"unknown battery items: {', '.join(unknown)}; known: {', '.join(ITEMS)}")
    return items


def _timing(raw: object) -> Timing | None:
    if raw is None:
        return None
    if not isinstance(raw, dict) or set(raw) != {"test", "ratio"}:
        raise BadKey("timing must be an object with a test and a ratio")
    return Timing(_text(raw, "test"), _positive(raw["ratio"], "timing.ratio", 1e6))


def _libraries(raw: object) -> Libraries | None:
    if raw not in (None, "", "numpy", "scientific"):
        raise BadKey("libraries must be numpy or scientific")
    return cast(Libraries, raw) if raw else None


def _text(data: Mapping[str, Any], name: str, *, empty: bool = False) -> str:
    value = data.get(name, "" if empty else None)
    if not isinstance(value, str) or not (value.strip() or empty):
        raise BadKey(f"the key of a code blank needs the text {name!r}")
    return value


def _texts(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = data.get(name) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadKey(f"{name} must be a list of texts")
    return tuple(value)


def _objects(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    value = data.get(name) or []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise BadKey(f"{name} must be a list of objects")
    return value


def _mapping(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = data.get(name) or {}
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise BadKey(f"{name} must be an object")
    return value


def _positive(raw: object, name: str, most: float) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not 0 < raw <= most:
        raise BadKey(f"{name} must be a number above 0 and at most {most:g}")
    return float(raw)
