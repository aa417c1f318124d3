# ATTACK: the processor clocks of every other process and thread, timers on them, the clock itself
# MUST HOLD: nothing is told of processes outside, and no clock is set
# EXPECT: fail
import ctypes, os, time

libc = ctypes.CDLL(None, use_errno=True)
spec = (ctypes.c_long * 8)()
for pid in (*range(2, 400), os.getppid(), __WORKER__, __VICTIM__):
    if pid in (0, os.getpid()):
        continue
    for kind in (0, 1, 2, 4 | 2):
        if libc.clock_gettime(ctypes.c_int(~pid << 3 | kind), spec) == 0:
            print("BREACH the clock of process", pid)
for clock in range(-16, 16):
    for setter in (libc.clock_settime, libc.clock_adjtime):
        word = ctypes.create_string_buffer(512)
        if setter is libc.clock_adjtime:
            word[0] = b"\x01"
        if setter(clock, word) >= 0:
            print("BREACH the clock", clock, "is set")


def f(x):
    return x * 0
