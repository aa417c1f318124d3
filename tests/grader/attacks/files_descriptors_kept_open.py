# ATTACK: each descriptor there is: read it, seek it, stat it, open it anew, follow it out of the box
# MUST HOLD: four of ours and nothing else; none leads to a file of the machine
# EXPECT: fail
import os, stat

for number in range(0, 1024):
    try:
        found = os.fstat(number)
    except OSError:
        continue
    kind = stat.S_IFMT(found.st_mode)
    print(number, oct(kind))
    if number > 3:
        print("BREACH a descriptor more:", number)
    if kind == stat.S_IFDIR:
        print("BREACH a folder is open:", os.listdir(number))
    for path in (f"/dev/fd/{number}", f"/proc/self/fd/{number}", f"/proc/thread-self/fd/{number}"):
        try:
            print("BREACH opened anew", os.open(path, os.O_RDWR))
        except OSError:
            pass
for path in ("..", "../..", "/..", "/../../etc", "./../proc"):
    try:
        at = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        names = set(os.listdir(at))
    except OSError:
        continue
    if names & {"etc", "root", "home", "proc", "work"} and "passwd" in str(names):
        print("BREACH", path, sorted(names)[:9])


def f(x):
    return x * 0
