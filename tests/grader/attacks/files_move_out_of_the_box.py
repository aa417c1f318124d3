# ATTACK: rename, exchange and link files and folders between the box and elsewhere
# MUST HOLD: refused
# EXPECT: fail
import os

try:
    open("/box/own/breach", "w").close()
    os.mkdir("/box/own/breach-folder")
except OSError as error:
    print(error.errno)
library = os.path.dirname(os.__file__)
for source, target in (
    ("/box/own/breach", library + "/breach"),
    ("/box/own/breach", "__FOLDER__/breach"),
    ("/box/own/breach-folder", "/breach"),
    (os.__file__, "/box/own/os.py"),
    ("/box/own", "/breach"),
    ("__FOLDER__/settings.py", "/box/own/s"),
):
    for move in (os.rename, os.replace, os.link, os.symlink):
        try:
            move(source, target)
            print(
                "BREACH" if move is not os.symlink or "/box/own" not in target else "symlink",
                source,
                target,
            )
        except OSError as error:
            print(error.errno, end=" ")


def f(x):
    return x * 0
