# ATTACK: make each system call that is not on the list, one after another
# MUST HOLD: each is refused
# EXPECT: fail
import ctypes, os

_c = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    ctypes.set_errno(0)
    result = _c.syscall(
        ctypes.c_long(number),
        *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments],
    )
    return result, ctypes.get_errno()


def refused(name, number, *arguments):
    result, error = call(number, *arguments)
    print("BREACH" if result >= 0 else "refused", name, result, error)


from grader.sandbox.inside.syscalls import TABLES

allowed = set(TABLES[os.uname().machine].values())
for number in range(0, 470):
    if number not in allowed:
        result, error = call(number, 0, 0, 0, 0, 0, 0)
        if error not in (1, 38):
            print("BREACH call", number, result, error)


def f(x):
    return x * 0
