# ATTACK: ask which pages of shared files are in memory: mincore, cachestat, readahead
# MUST HOLD: refused: it tells what others run
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
buffer = ctypes.create_string_buffer(256)
refused("mincore", 27 if x86 else 232, id(buffer) & ~0xFFF, 4096, buffer)
refused("cachestat", 451, 0, buffer, buffer, 0)
refused("readahead", 187 if x86 else 213, 0, 0, 4096)
refused("fincore", 452, 0, 0, 0)


def f(x):
    return x * 0
