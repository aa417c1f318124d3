# ATTACK: reach descriptors, memory and folders of the worker, the zygote and the victim by /proc
# MUST HOLD: no such paths, or no right to follow them
# EXPECT: fail
import os

for pid in (__WORKER__, __VICTIM__, os.getppid(), 1):
    for name in ("environ", "mem", "maps", "cwd", "root", "exe", "cmdline", "stack", "syscall"):
        try:
            fd = os.open(f"/proc/{pid}/{name}", os.O_RDONLY)
            print("BREACH", pid, name, os.read(fd, 20))
        except OSError as error:
            print(error.errno, end=" ")
    for number in range(64):
        for flags in (os.O_RDONLY, os.O_WRONLY, os.O_RDWR):
            try:
                os.close(os.open(f"/proc/{pid}/fd/{number}", flags))
                if pid != os.getpid():
                    print("BREACH", pid, "fd", number)
            except OSError:
                pass


def f(x):
    return x * 0
