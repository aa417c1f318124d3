"""A table whose cells are shaded: rows and columns of percentages. It is its own table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join

from campus.pages.charts.canvas import Table


@dataclass(frozen=True, slots=True)
class Heat:
    """Percentages by row and column; None is "nothing yet"."""

    summary: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float | None, ...]], ...]
    corner: str = ""

    def table(self) -> Table:
        """Nothing: the picture is a table already."""
        return Table((), ())

    def svg(self) -> str:
        head = format_html_join(
            "", '<th scope="col" title="{}">{}</th>', ((c, c) for c in self.columns)
        )
        body = format_html_join(
            "",
            '<tr><th scope="row" title="{}">{}</th>{}</tr>',
            ((name, name, _cells(values)) for name, values in self.rows),
        )
        return format_html(
            '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="heat">'
            '<caption class="vh">{}</caption><thead><tr><th scope="col">{}</th>{}</tr></thead>'
            "<tbody>{}</tbody></table></div>",
            self.summary,
            self.summary,
            self.corner or "–",
            head,
            body,
        )


def _cells(values: tuple[float | None, ...]) -> str:
    return format_html_join(
        "",
        '<td class="q{}">{}</td>',
        ((0, "–") if v is None else (min(int(v // 20), 4), f"{v:.0f}") for v in values),
    )
