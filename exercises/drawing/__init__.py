"""
What a draw block may use; pure Python and SymPy, made to run inside the sandbox.

The sandbox loads this package before it forks. SymPy fills caches when first used, which takes
longer than a variant: a rehearsal fills them once, and every child finds them full.
"""

from exercises.drawing import rewriting as _rewriting  # noqa: F401 (the checker asks for it)
from exercises.drawing.later import load_later_parts
from exercises.drawing.program import rehearse

load_later_parts()
rehearse()
