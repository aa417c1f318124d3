"""The YAML between the first two `---` lines: which keys there are, what each must hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from exercises.errors import SourceError, nearest
from exercises.reading.counsel import about_yaml
from grader.code.standard import DEFAULT, ITEMS

Check = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what it means, how its value is told, how it is checked."""

    meaning: str
    shape: str
    good: Check
    required: bool = False


def _whole(low: int, high: int) -> Check:
    return lambda v: isinstance(v, int) and not isinstance(v, bool) and low <= v <= high


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_text, value))


def _limits(value: Any) -> bool:
    known = {"cpu_s", "mem_mb"}
    return isinstance(value, dict) and set(value) <= known and all(
        isinstance(v, int | float) and v > 0 for v in value.values()
    )  # fmt: skip


def _weights(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(v, int | float) and v > 0 for v in value.values()
    )


def _groups(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(group, dict)
            and set(group) == {"name", "points", "tests"}
            and _text(group["name"])
            and isinstance(group["points"], int | float)
            and 0 < group["points"] <= 1000
            and _texts(group["tests"])
            for group in value
        )
    )


def _few(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"count", "reason"}
        and _whole(1, 200)(value["count"])
        and _text(value["reason"])
    )


KEYS: dict[str, Key] = {
    "id": Key("the exercise's name, the same as its file's", "a word", _text, required=True),
    "version": Key(
        "raised on any change that alters variants or answers; part of the seed",
        "a whole number from 1",
        _whole(1, 10_000),
        required=True,
    ),
    "title": Key("what the catalogue shows", "a text", _text, required=True),
    "skills": Key(
        "names in exercises/bank/SKILLS.yaml, the main one first", "a list of words", _texts, True
    ),
    "level": Key("1 (warm-up) to 5 (research)", "a whole number 1 to 5", _whole(1, 5), True),
    "minutes": Key("time a learner needs", "a whole number 1 to 240", _whole(1, 240), True),
    "kind": Key("code for programming exercises", "math or code", ("math", "code").__contains__),
    "entry": Key(
        "code: the name that the learner must define, or several",
        "a Python name, or a list of them",
        lambda v: _text(v) or _texts(v),
    ),
    "limits": Key(
        "code: seconds and megabytes for all tests together",
        "{cpu_s: seconds, mem_mb: megabytes}",
        _limits,
    ),
    "ban": Key("code: modules and functions that may not be used", "a list of names", _texts),
    "battery": Key(
        f"code: items of the standard battery; {', '.join(DEFAULT)} unless said",
        f"a list of {', '.join(ITEMS)}",
        lambda v: isinstance(v, list) and set(v) <= set(ITEMS),
    ),
    "weights": Key(
        "code: weights of hidden tests, 1 unless said", "{test_name: number above 0}", _weights
    ),
    "groups": Key(
        "code: which tests share how many points; each hidden test stands in one of them, standard "
        "items and `timing` may",
        "a list of {name: text, points: number above 0, tests: [names]}",
        _groups,
    ),
    "timing": Key(
        "code: in this test the program may take so many times as long as the reference",
        "{test: test_name, ratio: number}",
        lambda v: isinstance(v, dict) and set(v) == {"test", "ratio"},
    ),
    "libraries": Key(
        "code: which libraries programs and tests find; by their imports unless said",
        "numpy or scientific",
        ("numpy", "scientific").__contains__,
    ),
    "calculator": Key(
        "what may be used beside a pencil",
        "none, basic or numpy",
        ("none", "basic", "numpy").__contains__,
    ),
    "few_variants": Key(
        "fewer than 40 different variants, and why", "{count: n, reason: text}", _few
    ),
    "authors": Key("who wrote it", "a list of names", _texts),
    "licence": Key("under which it may be used", "a text", _text),
}


def read_front_matter(file: str, source: str) -> tuple[dict[str, Any], dict[str, int]]:
    """The checked values, and the line of each key; `source` starts on line 2 of the file."""
    node, values = _read(file, source)
    lines = {str(key.value): key.start_mark.line + 2 for key, _ in node.value}
    if len(lines) < len(node.value):
        names = [key.value for key, _ in node.value]
        twice = next(n for n in names if names.count(n) > 1)
        raise SourceError(file, lines[twice], f"the key `{twice}` stands twice; keep one")
    for name, line in lines.items():
        if name not in KEYS:
            raise SourceError(file, line, f"unknown key `{name}`; {nearest(name, KEYS)}")
        if not KEYS[name].good(values[name]):
            said = str(values[name])[:40]
            message = f"`{name}` must be {KEYS[name].shape}; this is `{said}`"
            raise SourceError(file, line, message)
    for name, key in KEYS.items():
        if key.required and name not in lines:
            message = f"the key `{name}` is missing: {key.meaning}; add `{name}:` and {key.shape}"
            raise SourceError(file, 1, message)
    return values, lines


def _read(file: str, source: str) -> tuple[yaml.MappingNode, dict[str, Any]]:
    """The lines of the keys, and what they say. Where libyaml is at hand it reads, ten times as
    fast; what is wrong with a text is said in the words of the parser in Python."""
    try:
        node, values = _composed(source, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        try:
            node, values = _composed(source, yaml.SafeLoader)
        except yaml.MarkedYAMLError as wrong:
            row, told = about_yaml(
                source.splitlines(), getattr(wrong.problem_mark, "line", 0), wrong.problem or ""
            )
            message = f"the front matter is not YAML: {told}"
            raise SourceError(file, row + 2, message) from wrong
    if not isinstance(node, yaml.MappingNode):
        raise SourceError(file, 2, "the front matter must be lines of the form `key: value`")
    return node, values


def _composed(source: str, parser: Any) -> tuple[yaml.Node | None, Any]:
    """The tree and the values made of it, from one reading."""
    loader = parser(source)
    try:
        node = loader.get_single_node()
        return node, None if node is None else loader.construct_document(node)
    finally:
        loader.dispose()
