# ATTACK: decimals, long doubles, dates, not-a-time, halves and enormous fractions
# MUST HOLD: plain data or refused; nothing else comes out of it
# EXPECT: error
from decimal import Decimal
from fractions import Fraction

import numpy as np


def f(x):
    return [
        Fraction(10**4000, 3), np.float16(7), np.longdouble(1) / 3, np.clongdouble(1j),
        np.datetime64("NaT"), np.timedelta64(1, "Y"), Decimal("sNaN"), Decimal(10) ** 999999,
        np.array([Decimal(1)], dtype=object), np.void(b"123"), np.bytes_(b"x"),
    ]
