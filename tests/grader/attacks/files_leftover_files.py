# ATTACK: look for files of previous submissions in /tmp, /dev/shm, cwd
# MUST HOLD: empty
# EXPECT: fail
import os

for d in ("/tmp", "/box/own", "/dev/shm", "/var/tmp", ".", "/run"):
    try:
        l = os.listdir(d)
    except OSError:
        continue
    l = [x for x in l if x not in ("dev", "lib", "lib64", "usr", "tmp", "root", "bin", "box")]
    if l and d != "/":
        print("BREACH leftovers" if d != "." or os.getcwd() != "/" else "cwd is /", d, l[:5])
try:
    open("/box/own/leave_me_behind", "w").write("x")
except OSError as e:
    print(e)


def f(x):
    return x * 0
