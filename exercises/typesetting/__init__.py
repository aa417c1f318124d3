"""Text to safe HTML: formulas to MathML, listings highlighted; no style attributes, no scripts."""

from exercises.typesetting.formulas import complaint, mathml
from exercises.typesetting.inline import rich_inline
from exercises.typesetting.listings import highlighted

__all__ = ["complaint", "highlighted", "mathml", "rich_inline"]
