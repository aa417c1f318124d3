# ATTACK: rewrite float.__eq__, ndarray's buffer slots and the size of a tuple through raw memory
# MUST HOLD: another process compares; the bytes that come are checked there
# EXPECT: any
import ctypes

import numpy as np


def word(address):
    return ctypes.c_ssize_t.from_address(address)


for place in range(25, 40):  # the slots of PyTypeObject: compare, iterate, describe, new
    try:
        word(id(type(np.float64(0))) + 8 * place).value = word(id(str) + 8 * place).value
    except BaseException as error:
        print(type(error).__name__)
lie = np.zeros(5)
word(id(lie) + 16).value = word(id(np.ones(3)) + 16).value  # its data pointer is another's


def f(x):
    answer = np.array(x * x)
    word(id(answer) + 24).value = 30  # says it has thirty dimensions
    return answer
