# ATTACK: subprocess, os.system, posix_spawn, execve
# MUST HOLD: denied
# EXPECT: fail
# CONTROL: breaches
import os, subprocess

for fn in (
    lambda: subprocess.run(["/usr/bin/id"]),
    lambda: os.posix_spawn("/usr/bin/id", ["id"], {}),
    lambda: os.execv("/usr/bin/python3", ["python3", "-c", "print('BREACH exec')"]),
):
    try:
        fn()
        print("BREACH ran")
    except Exception as e:
        print(type(e).__name__, getattr(e, "errno", None))
print("system ->", os.system("echo BREACH system"))


def f(x):
    return x * 0
