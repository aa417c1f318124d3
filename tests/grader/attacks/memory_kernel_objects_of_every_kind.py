# ATTACK: memory that is the kernel's: pipes, sockets, epoll, eventfds, inotify, timers, long arguments
# MUST HOLD: few of each; the machine keeps its memory
# EXPECT: fail
import ctypes, os, select

libc = ctypes.CDLL(None, use_errno=True)
made = 0
for make in (
    os.pipe,
    select.epoll,
    lambda: libc.eventfd(0, 0),
    lambda: libc.timerfd_create(1, 0),
    lambda: libc.inotify_init1(0),
    lambda: libc.signalfd(-1, bytes(8), 0),
    lambda: libc.memfd_create(b"x", 0),
    lambda: libc.socketpair(1, 1, 0, bytes(8)),
):
    for _ in range(2000):
        try:
            got = make()
        except OSError:
            break
        if isinstance(got, int) and got < 0:
            break
        made += 1
timers = 0
timer = ctypes.c_int()
while timers < 100_000 and libc.timer_create(1, None, ctypes.byref(timer)) == 0:
    timers += 1
if made > 200 or timers > 5000:
    print("BREACH objects of the kernel without an end:", made, timers)


def f(x):
    return x * 0
