"""
Figures: numbers from a draw block -> SVG.

    reading   what arrived from the sandbox, checked        canvas   from numbers to places
    axes      frame, grid, ticks        marks   what is drawn        wording   words, $x_1$
"""

from exercises.typesetting.figures.drawing import pad, svg
from exercises.typesetting.figures.reading import FigureRefused

__all__ = ["FigureRefused", "pad", "svg"]
