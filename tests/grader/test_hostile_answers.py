"""Answers meant to break the grader: nothing runs, nothing hangs, each is answered at once."""

from __future__ import annotations

import pytest

from tests.grader.judging import outcome, verdict_on
from tests.grader.work import calls_made

MOST_CALLS = 300_000  # some three times what the hardest of them takes

CODE = [
    "__import__('os').system('id')",
    "().__class__.__bases__[0].__subclasses__()",
    "eval('1+1')",
    "open('/etc/passwd')",
    "lambda: 1",
    "x.subs(x, 1)",
    "{{7*7}}",
    "${7*7}",
    "<script>alert(1)</script>",
    "'; DROP TABLE submissions; --",
    "\\input{/etc/passwd}",
    "\\def\\x{\\x\\x}\\x",
]
LARGE = [
    "9^9^9^9",
    "2^2^2^2^2^2",
    "10^(10^10)",
    "factorial(10^9)",
    "(10^9)!",
    "gamma(10^300)",
    "e^(e^(e^(e^9)))",
    "binomial(10^9, 10^8)",
    "1e99999",
    "1" * 1900,
    "0." + "0" * 1900 + "1",
    "(x+1)^100000",
    "(x+y+1)^(10^6)",
    "x^x^x^x^x^x^x^x^x^x",
    "sin(" * 50 + "x" + ")" * 50,
    "sqrt(" * 50 + "2" + ")" * 50,
    "exp(" * 25 + "x" + ")" * 25,
    "(" * 900 + "x" + ")" * 900,
    "-" * 1900 + "x",
    "x+" * 900 + "x",
    "x*" * 900 + "x",
    "1/" * 600 + "x",
    "{" * 1500,
    "x" * 200_000,
    "[" * 1000 + "1" + "]" * 1000,
    "tan(x)^9999991",
    "2^(2^40)",
    "cos(10^(10^9))",
]
ODD = ["x\u202e1+", "\x00", "x\ud800", "х+1", "nan", "zoo", "-inf/inf", "0/0", "0^0", "0^(-1)"]


@pytest.mark.parametrize("text", [*CODE, *LARGE, *ODD], ids=lambda text: repr(text[:20]))
@pytest.mark.parametrize(
    ("kind", "value"),
    [("expr", "x + 1"), ("exact", "7"), ("set", "{1, 2}"), ("interval", "[0, 1]")],
)
def test_a_hostile_answer_is_refused_or_judged_at_once(kind: str, value: str, text: str) -> None:
    verdict_on(kind, "1", value=value, vars="x, y")  # whatever is loaded once is loaded now
    said: list[str] = []
    work = calls_made(lambda: said.append(outcome(kind, text, value=value, vars="x, y")))
    assert said[0] in ("unreadable", "wrong", "blank")
    assert work < MOST_CALLS
