# ATTACK: rename, exchange and link files and folders between the box and elsewhere
# MUST HOLD: refused
# EXPECT: fail
import os

try:
    open("/box/breach", "w").close()
    os.mkdir("/box/breach-folder")
except OSError as error:
    print(error.errno)
library = os.path.dirname(os.__file__)
for source, target in (
    ("/box/breach", library + "/breach"),
    ("/box/breach", "__FOLDER__/breach"),
    ("/box/breach-folder", "/breach"),
    (os.__file__, "/box/os.py"),
    ("/box", "/breach"),
    ("__FOLDER__/settings.py", "/box/s"),
):
    for move in (os.rename, os.replace, os.link, os.symlink):
        try:
            move(source, target)
            print(
                "BREACH" if move is not os.symlink or "/box" not in target else "symlink",
                source,
                target,
            )
        except OSError as error:
            print(error.errno, end=" ")


def f(x):
    return x * 0
