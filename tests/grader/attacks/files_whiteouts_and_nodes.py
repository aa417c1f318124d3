# ATTACK: make devices, pipes and sockets in the box: whiteouts by rename, nameless files, nodes
# MUST HOLD: files and folders only
# EXPECT: fail
import ctypes
import os
import stat

libc = ctypes.CDLL(None, use_errno=True)
made = []
here = os.getcwd()
try:
    open(f"{here}/a", "w").close()
    open(f"{here}/b", "w").close()
except OSError as error:
    print(error)
for flags in (2, 4, 1 | 4, 2 | 4):
    if libc.renameat2(-100, f"{here}/a".encode(), -100, f"{here}/c{flags}".encode(), flags) == 0:
        print("renamed", flags)
for name in os.listdir(here) if here != "/" else []:
    if not stat.S_ISREG(os.lstat(f"{here}/{name}").st_mode):
        made.append(name)
for kind in (stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFCHR, stat.S_IFBLK):
    for folder in (here, "/tmp", "/dev"):
        try:
            os.mknod(f"{folder}/node{kind}", 0o600 | kind, os.makedev(1, 3))
            made.append(kind)
        except OSError:
            pass
try:
    nameless = os.open(here, os.O_TMPFILE | os.O_RDWR, 0o600)
    os.link(f"/proc/self/fd/{nameless}", f"{here}/named")
    made.append("named")
except OSError as error:
    print(error)
print("BREACH", made) if made else print("refused")


def f(x):
    return x * 0
