"""Enrolling by a list: what each line of a CSV file would do, and then doing it.

The first line names the columns: `email` or `username`, and if wanted `section`, `role`. Reading
the list changes nothing; doing it twice does nothing the second time.
"""

from campus.courses.roster.applying import carry_out
from campus.courses.roster.lines import Line, Plan
from campus.courses.roster.planning import plan
from campus.courses.roster.sheet import COLUMNS, text_of

__all__ = ["COLUMNS", "Line", "Plan", "carry_out", "plan", "text_of"]
