# ATTACK: write into numpy package, runner.py, stdlib, pyc poisoning
# MUST HOLD: read-only
# EXPECT: fail
import numpy, os
from grader.sandbox.inside import runner

for p in (
    numpy.__file__,
    runner.__file__,
    os.__file__,
    os.path.dirname(numpy.__file__) + "/evil.py",
    "/usr/lib/evil.py",
    "/evil",
    "/dev/evil",
    "/usr/bin/evil",
):
    for mode in ("a", "w"):
        try:
            open(p, mode).write("\n")
            print("BREACH wrote", p)
        except OSError as e:
            print(e.errno, end=" ")
for fn in (
    lambda: os.unlink(numpy.__file__),
    lambda: os.rename(numpy.__file__, "/box/own/x"),
    lambda: os.chmod(runner.__file__, 0o777),
    lambda: os.utime(runner.__file__),
    lambda: os.truncate(runner.__file__, 0),
    lambda: os.chown(runner.__file__, 0, 0),
    lambda: os.setxattr(runner.__file__, "user.x", b"1"),
):
    try:
        fn()
        print("BREACH changed")
    except OSError as e:
        print(e.errno, end=" ")


def f(x):
    return x * 0
