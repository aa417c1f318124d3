"""Charts as SVG from the server: no script, themed by classes, printable, each with its table.

A chart is a frozen dataclass that holds only numbers and words. `{% chart c %}` draws it and puts
the same numbers beneath as a table, for readers who cannot use the picture or want the figures.
"""

from campus.pages.charts.bars import Bars
from campus.pages.charts.calendar import Calendar
from campus.pages.charts.canvas import Chart, Table
from campus.pages.charts.heat import Heat
from campus.pages.charts.lines import Lines
from campus.pages.charts.plot import Plot, plots
from campus.pages.charts.scatter import Point, Scatter

__all__ = [
    "Bars",
    "Calendar",
    "Chart",
    "Heat",
    "Lines",
    "Plot",
    "Point",
    "Scatter",
    "Table",
    "plots",
]
