# ATTACK: each descriptor there is: read it, seek it, stat it, open it anew, follow it out of the box
# MUST HOLD: four of ours and nothing else; none leads to a file of the machine
# EXPECT: fail
import os, stat

found_open = {}
for number in range(0, 1024):
    try:
        found_open[number] = os.fstat(number)
    except OSError:
        continue
for number, found in found_open.items():
    kind = stat.S_IFMT(found.st_mode)
    print(number, oct(kind))
    if number > 3:
        print("BREACH a descriptor more:", number)
    if kind == stat.S_IFDIR:
        print("BREACH a folder is open:", os.listdir(number))
    for path in (f"/dev/fd/{number}", f"/proc/self/fd/{number}", f"/proc/thread-self/fd/{number}"):
        try:
            again = os.open(path, os.O_RDWR)
        except OSError:
            continue
        same = stat.S_IFMT(os.fstat(again).st_mode)
        if same not in (stat.S_IFIFO, stat.S_IFCHR):  # its own pipe, or /dev/null
            print("BREACH opened anew", number, oct(same))
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
