"""All seeds together: L01, L14, L17, L19."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from exercises.checking.findings import Finding
from exercises.model import Exercise

_ENOUGH = 40  # variants in 200 seeds
_SHARE = 0.30
_FEW_VALUES = 8  # so many different answers are a choice, not a number to find
_TRIVIAL = 0.20
_FACTOR = 2.5
_MILLISECONDS = 200
_REDRAWS = 10
# Chi-square beyond which a fair position comes up once in ten thousand, by degrees of freedom.
_FAIR = {1: 15.1, 2: 18.4, 3: 21.1, 4: 23.5, 5: 25.7, 6: 27.9, 7: 29.9, 8: 31.8, 9: 33.7}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is kept of one seed.

    answers    right answers by blank (letters for choices)
    shown      the statement's numbers and the answers, whatever the order of options
    copied     blanks whose answer also stands in the statement, or is 0 or 1
    options    how many options each shuffled choice has
    attempt    redraws before `require` was content
    digits     digits shown in the solution
    ms         time to draw
    uncarried  (blank, earlier blank) without consequence; None where it was not tried
    """

    seed: int
    digest: str
    answers: dict[str, str]
    shown: str = ""
    copied: frozenset[str] = frozenset()
    options: dict[str, int] = field(default_factory=dict)
    attempt: int = 0
    digits: int = 0
    ms: float = 0.0
    uncarried: set[tuple[str, str]] | None = None


def check_spread(exercise: Exercise, facts: Sequence[Facts]) -> Iterator[Finding]:
    if not facts:
        return
    yield from _drawing(exercise, facts)
    yield from _variants(exercise, facts)
    if len(facts) >= 30:  # shares of a handful of seeds say nothing
        yield from _answers(exercise, facts)
        yield from _positions(exercise, facts)
        yield from _difficulty(exercise, facts)
    tried = [f.uncarried for f in facts if f.uncarried is not None]
    for blank, name in sorted(set.intersection(*tried) if tried else ()):
        line = exercise.blank(blank).line
        message = (
            f"on no seed does a value of `{blank}` follow from a wrong `{name}`: let it follow "
            f"from blanks with a number or a formula, or leave `carry` out"
        )
        yield Finding("L09", exercise.file, line, message)


def _drawing(exercise: Exercise, facts: Sequence[Facts]) -> Iterator[Finding]:
    # The quickest tenth: a busy machine makes the others slow, an exercise makes all of them slow.
    ms = sorted(f.ms for f in facts)[len(facts) // 10]
    if ms > _MILLISECONDS:
        message = f"a variant takes {ms:.0f} ms at best; at most {_MILLISECONDS} are asked"
        yield Finding("L01", exercise.file, exercise.draw.line, message)
    redraws = sum(f.attempt for f in facts) / len(facts)
    if redraws > _REDRAWS:
        message = f"`require` refuses {redraws:.0f} draws on average; at most {_REDRAWS} are asked"
        yield Finding("L01", exercise.file, exercise.draw.line, message)


def _variants(exercise: Exercise, facts: Sequence[Facts]) -> Iterator[Finding]:
    found = len({f.shown for f in facts})
    promised = exercise.few_variants[0] if exercise.few_variants else _ENOUGH
    needed = min(promised, max(1, promised * len(facts) // 200))
    if found < needed:
        message = f"{found} different variants in {len(facts)} seeds; {needed} are asked"
        yield Finding("L14", exercise.file, exercise.draw.line, message)


def _answers(exercise: Exercise, facts: Sequence[Facts]) -> Iterator[Finding]:
    for blank in exercise.blanks:
        values = Counter(f.answers[blank.name] for f in facts if blank.name in f.answers)
        if not values or blank.choices:
            continue
        value, count = values.most_common(1)[0]
        if len(values) == 1 or (len(values) > _FEW_VALUES and count > _SHARE * len(facts)):
            message = f"`{blank.name}` is `{value}` in {count} of {len(facts)} seeds"
            yield Finding("L14", exercise.file, blank.line, message)
        copied = sum(blank.name in f.copied for f in facts)
        if copied > _TRIVIAL * len(facts):
            message = f"`{blank.name}` is 0, 1 or stands in the statement in {copied} seeds"
            yield Finding("L17", exercise.file, blank.line, message)


def _positions(exercise: Exercise, facts: Sequence[Facts]) -> Iterator[Finding]:
    """The right option's place is uniform; its chi-square says how far it is from that."""
    for name, count in facts[0].options.items():
        places = Counter(f.answers[name] for f in facts)
        expected = len(facts) / count
        letters = "abcdefghijklmnopqrstuvwxyz"[:count]
        distance = sum((places[letter] - expected) ** 2 / expected for letter in letters)
        if distance > _FAIR.get(count - 1, 40):
            message = (
                f"the right option of `{name}` stands unevenly: {dict(sorted(places.items()))}"
            )
            yield Finding("L14", exercise.file, exercise.blank(name).line, message)


def _difficulty(exercise: Exercise, facts: Sequence[Facts]) -> Iterator[Finding]:
    digits = sorted(f.digits for f in facts)
    low, high = digits[len(digits) // 20], digits[-1 - len(digits) // 20]
    if low and high / low > _FACTOR:
        message = f"the solutions show from {low} to {high} digits (5 % to 95 % of the seeds)"
        yield Finding("L19", exercise.file, exercise.solution.line, message)
