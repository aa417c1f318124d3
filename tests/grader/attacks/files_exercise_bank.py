# ATTACK: read the exercise bank, the tests, the settings and the history of the checkout
# MUST HOLD: solutions and hidden tests are out of reach
# EXPECT: fail
import os

import grader

top = os.path.dirname(os.path.dirname(os.path.abspath(grader.__file__)))
for path in (
    "exercises/bank",
    "tests",
    ".git",
    ".git/config",
    "platform/campus",
    "pyproject.toml",
    ".state",
    ".env",
):
    try:
        os.listdir(os.path.join(top, path)) if "." not in path[1:] else open(
            os.path.join(top, path)
        ).read()
        print("BREACH", path)
    except OSError as error:
        print(path, error.errno)
for folder, _, names in os.walk(top):
    for name in names:
        if name.endswith(".md") and "bank" in folder:
            try:
                open(os.path.join(folder, name)).read()
                print("BREACH", folder, name)
            except OSError:
                pass


def f(x):
    return x * 0
