"""The standard normal law's quantile as fixed rational functions, the same on every machine."""

from __future__ import annotations

from math import log, sqrt

# Coefficients by increasing power: numerator, denominator (whose constant term is 1).
_CENTRE = (
    (3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
     45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727),
    (1.0, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
     21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610),
)  # fmt: skip
_FLANK = (
    (1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
     3.64784832476320460504, 1.27045825245236838258, 0.241780725177450611770,
     0.0227238449892691845833, 0.000774545014278341407640),
    (1.0, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
     0.148103976427480074590, 0.0151986665636164571966, 0.000547593808499534494600,
     0.00000000105075007164441684324),
)  # fmt: skip
_TAIL = (
    (6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
     0.296560571828504891230, 0.0265321895265761230930, 0.00124266094738807843860,
     0.0000271155556874348757815, 0.000000201033439929228813265),
    (1.0, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
     0.000786869131145613259100, 0.0000184631831751005468180, 0.000000142151175831644588870,
     0.00000000000000204426310338993978564),
)  # fmt: skip


def normal_quantile(p: float) -> float:
    """The z below which a standard normal number falls with probability `p`, 0 < p < 1.

    Accurate to about 1e-15, so that nine decimals are the same wherever doubles are IEEE 754.

    Source: Wichura, Algorithm AS 241, Applied Statistics 37 (1988) 477-484, procedure PPND16.

    >>> round(normal_quantile(0.975), 9)
    1.959963985
    """
    q = p - 0.5
    if abs(q) <= 0.425:
        return q * _ratio(_CENTRE, 0.180625 - q * q)
    r = sqrt(-log(p if q < 0 else 1 - p))
    z = _ratio(_FLANK, r - 1.6) if r <= 5 else _ratio(_TAIL, r - 5)
    return -z if q < 0 else z


def _ratio(pair: tuple[tuple[float, ...], tuple[float, ...]], x: float) -> float:
    above, below = (_polynomial(coefficients, x) for coefficients in pair)
    return above / below


def _polynomial(coefficients: tuple[float, ...], x: float) -> float:
    value = 0.0
    for coefficient in reversed(coefficients):
        value = value * x + coefficient
    return value
