# ATTACK: long work of C libraries that holds the lock: big sums, sorts, einsum, linear algebra, hashes
# MUST HOLD: over when its time is
# EXPECT: error
import hashlib

import numpy as np


def f(x):
    big = np.ones((1500, 1500))
    hashlib.pbkdf2_hmac("sha512", b"a", b"b", 10_000_000_000 % (2**31 - 1))
    while True:
        big = np.linalg.matrix_power(big, 1 << 62)
