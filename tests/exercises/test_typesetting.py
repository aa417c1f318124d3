"""Formulas, listings and words on a page: MathML without styles, HTML without surprises."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any

import pytest

from exercises.model import Passage
from exercises.statement import block_html, pieces
from exercises.typesetting import complaint, highlighted, mathml, rich_inline
from exercises.typesetting.sanitising import sanitised

STYLES = Path("platform/campus/frontend/src/mathml.css")

FORMULAS = [
    r"\frac{1}{2} + \sqrt[3]{x}",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
    r"\left[\begin{array}{cc|c}1&2&3\\\hline 4&5&6\end{array}\right]",
    r"\begin{array}{||c::c||}\hline\hline 1&2\\\hdashline 3&4\end{array}",
    r"\begin{aligned}a&=b\\c&=d\end{aligned}",
    r"\begin{cases}1&x>0\\0&\text{else}\end{cases}",
    r"\hat x + \vec v + \bar x + \widehat{xyz} + \underbrace{a+b}_{c}",
    r"\boxed{x} + \cancel{y} + \textcolor{red}{z} + \fcolorbox{red}{blue}{x}",
    r"\operatorname*{arg\,min}_{x} \lVert Ax-b\rVert_2 \quad \mathbb E[X\mid Y]",
    r"\cancelto{0}{x} + \raisebox{1em}{x} + \rule{1em}{2em}",
]


@pytest.mark.parametrize("latex", FORMULAS)
@pytest.mark.parametrize("display", [False, True])
def test_no_formula_brings_a_style_attribute(latex: str, display: bool) -> None:
    markup = mathml(latex, display)
    assert markup.startswith("<math") and " style=" not in markup


def test_every_class_of_ours_is_in_the_style_sheet() -> None:
    defined = set(re.findall(r"\.(math-[\w-]+)", STYLES.read_text(encoding="utf-8")))
    used = {c for f in FORMULAS for c in re.findall(r"math-[\w-]+", mathml(f, True))}
    assert used <= defined
    assert {f"math-{side}-{n}" for side in ("pl", "pr", "pt", "pb") for n in range(21)} <= defined


def test_a_formula_keeps_its_latex_for_copying() -> None:
    assert '<annotation encoding="application/x-tex">a &lt; b</annotation>' in mathml("a < b")


@pytest.mark.parametrize("latex", FORMULAS)
def test_sanitising_changes_no_formula(latex: str) -> None:
    def bare(markup: str) -> str:
        return re.sub(
            r' (?:math(?:color|background)|mathsize|rowlines|voffset)="[^"]*"', "", markup
        )

    assert bare(sanitised(mathml(latex)).replace("&nbsp;", "\u00a0")) == bare(mathml(latex))


@pytest.mark.parametrize(
    ("latex", "why"),
    [
        (r"\frac{1", "Unexpected end of input"),
        (r"\href{javascript:alert(1)}{x}", "Unsupported function name"),
        (r"\includegraphics{x}", "not trusted"),
        (r"\def\a{\a\a}\a", "Too many expansions"),
        ("(" * 30_000, "longer than 20000 characters"),
        ("{" * 4000 + "}" * 4000, "Maximum call stack size exceeded"),
    ],
)
def test_what_cannot_be_typeset_is_shown_as_code(latex: str, why: str) -> None:
    assert why in complaint(latex)
    assert mathml(latex).startswith('<code class="tex">') and "<script" not in mathml(latex)
    assert mathml("x").startswith("<math>")  # the engine lives on


def test_threads_share_the_engine() -> None:
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(mathml(rf"\sqrt{{{n}}}")))
        for n in range(1000, 1008)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and all(markup.startswith("<math>") for markup in found)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain & <b>", "plain &amp; &lt;b&gt;"),
        ("`x < 1`", "<code>x &lt; 1</code>"),
        ("**very** much", "<strong>very</strong> much"),
        ("5 $ and", "5 $ and"),  # a lone sign of money
    ],
)
def test_short_words_become_safe_html(text: str, html: str) -> None:
    assert rich_inline(text) == html


def test_short_words_may_hold_a_formula() -> None:
    assert rich_inline("so $x^2$.").startswith("so <math>")


def test_a_listing_is_coloured_by_classes() -> None:
    markup = highlighted("def f(x):\n    return x < 1\n")
    assert markup.startswith('<pre class="listing"><code><span class="k">def</span>')
    assert "style=" not in markup and "&lt;" in markup


def filled(source: str, *values: dict[str, Any]) -> str:
    return block_html(Passage(source, 1), list(values))


def hole(number: int = 0) -> str:
    return f"\ue000{number}\ue001"


def test_a_value_is_typeset_in_prose_and_plain_in_code() -> None:
    value = {"tex": r"\frac{1}{2}", "text": "1/2"}
    assert "<mfrac>" in filled(f"half: {hole()}", value)
    assert filled(f"half: `{hole()}`", value) == "<p>half: <code>1/2</code></p>\n"
    assert r"\frac{1}{2}</annotation>" in filled(f"$x = {hole()}$", value)


def test_a_word_is_text_wherever_it_stands() -> None:
    value = {"word": "<b>50 %</b>"}
    assert filled(f"a {hole()}", value) == "<p>a &lt;b&gt;50 %&lt;/b&gt;</p>\n"
    assert "<mtext>" in filled(f"${hole()}$", value)


def test_a_table_that_stands_alone_is_no_paragraph() -> None:
    cell = {"tex": "1", "text": "1"}
    html = filled(hole(), {"header": [{"word": "n"}], "rows": [[cell]]})
    assert html.startswith('<table class="data"><thead><tr><th scope="col">n</th>')


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "![x](https://example.org/pixel.png)",
        "<a href='javascript:alert(1)'>x</a>",
        "$\\href{javascript:alert(1)}{x}$",
        "<svg><style>*{color:red}</style></svg>",
    ],
)
def test_nothing_in_a_statement_can_run_or_load(source: str) -> None:
    markup = filled(source)
    tags = set(re.findall(r"<(\w+)", markup))
    assert not tags & {"script", "img", "svg", "style", "iframe"}
    assert not re.search(r"<[^>]*(\son\w+=|javascript:)", markup)


def test_formulas_are_not_markdown() -> None:
    assert "<em>" not in filled("$a_1 b_2$ and $x*y*z$")
    assert filled("$$\na\n- b\n= c\n$$").startswith('<div class="formula"><math display="block"')


def test_a_paragraph_with_an_input_is_a_line() -> None:
    found = pieces(Passage("Text.\n\n**(a)** $x =$ \ue002m\ue003 metres", 1), [])
    assert [list(piece) for piece in found] == [["html"], ["blank"], ["html"]]
    assert '<div class="line"><strong>(a)</strong>' in found[0]["html"]
    assert found[1] == {"blank": "m"} and found[2] == {"html": " metres</div>\n"}
