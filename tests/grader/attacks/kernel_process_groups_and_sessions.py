# ATTACK: join the process group, session and terminal of others; ask for theirs; wait for them
# MUST HOLD: refused, or nobody is there
# EXPECT: fail
import os

for pid in (*range(2, 200), os.getppid(), __WORKER__, __VICTIM__):
    if pid in (0, os.getpid()):
        continue
    for name, act in (
        ("joined the group of", lambda: os.setpgid(0, pid)),
        ("was told the group of", lambda: os.getpgid(pid)),
        ("was told the session of", lambda: os.getsid(pid)),
        ("waited for", lambda: os.waitpid(pid, os.WNOHANG)),
        ("was told the priority of", lambda: os.getpriority(os.PRIO_PROCESS, pid)),
        ("was told the processors of", lambda: os.sched_getaffinity(pid)),
        ("was told the policy of", lambda: os.sched_getscheduler(pid)),
    ):
        try:
            got = act()
        except (OSError, AttributeError):
            continue
        print("BREACH", name, pid, got)
print(os.getpgid(0), os.getsid(os.getpid()), os.sched_getaffinity(0))  # its own it may know
for act in (lambda: os.tcgetpgrp(1), lambda: os.open("/dev/tty", os.O_RDWR), os.forkpty):
    try:
        print("BREACH a terminal", act())
    except OSError:
        pass


def f(x):
    return x * 0
