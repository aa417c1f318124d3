# ATTACK: stack own filters and rulesets, drop privileges anew
# MUST HOLD: refused: nothing here can be nested or replaced
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


x86 = os.uname().machine == "x86_64"
refused("seccomp", 317 if x86 else 277, 1, 0, bytes(16))
refused("seccomp notify", 317 if x86 else 277, 1, 8, bytes(16))
refused("landlock_create_ruleset", 444, bytes(8), 8, 0)
refused("landlock_restrict_self", 446, 3, 0)
refused("keyctl", 250 if x86 else 219, 0, -3, 0)
refused("add_key", 248 if x86 else 217, b"user", b"x", b"y", 1, -3)
refused("memfd_secret", 447, 0)
refused("process_madvise", 440, 3, 0, 0, 4, 0)
refused("set_mempolicy_home_node", 450, 0, 0, 0, 0)


def f(x):
    return x * 0
