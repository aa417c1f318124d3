# ATTACK: ignore SIGSEGV by a handler that returns to the fault
# MUST HOLD: the processor limit holds
# EXPECT: error
import ctypes
import signal

libc = ctypes.CDLL(None)
handler = ctypes.CFUNCTYPE(None, ctypes.c_int)(lambda number: None)
libc.signal(11, handler)


def f(x):
    ctypes.string_at(8)
