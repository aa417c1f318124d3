"""
Draw recipes: structures whose numbers stay nice, each with a promise that the tests hold.

A draw block calls them as `R.name(d, …)`; results are tuples with named parts. Matrices are built
from their factors and never decomposed, so that no floating point enters.
"""

from exercises.drawing.recipes.factorisations import (
    chol,
    luint,
    orthoq,
    qrnice,
    rank1,
    svd2,
    svd45,
)
from exercises.drawing.recipes.networks import relunet
from exercises.drawing.recipes.optimisation import critcubic, gdquad, lagline, softthr
from exercises.drawing.recipes.probability import (
    bayesfreq,
    dyadic,
    gausscond,
    joint,
    markov,
    softints,
)
from exercises.drawing.recipes.samples import chitab, confusion, mlesum, pca2d, tsample
from exercises.drawing.recipes.spectra import defective, eigint, symeig2, symeig3
from exercises.drawing.recipes.systems import lsq, rankmat, ridge, sysint
from exercises.drawing.recipes.vectors import ivec, pyth, unimod

__all__ = [
    "bayesfreq",
    "chitab",
    "chol",
    "confusion",
    "critcubic",
    "defective",
    "dyadic",
    "eigint",
    "gausscond",
    "gdquad",
    "ivec",
    "joint",
    "lagline",
    "lsq",
    "luint",
    "markov",
    "mlesum",
    "orthoq",
    "pca2d",
    "pyth",
    "qrnice",
    "rank1",
    "rankmat",
    "relunet",
    "ridge",
    "softints",
    "softthr",
    "svd2",
    "svd45",
    "symeig2",
    "symeig3",
    "sysint",
    "tsample",
    "unimod",
]
