# ATTACK: tracebacks of forged frames: lines below zero, names of megabytes, files that are ours
# MUST HOLD: no line of ours and no file of the machine is shown; described shortly
# EXPECT: error
import linecache, types


def raiser():
    raise ValueError("from a forged frame")


class Loader:
    def get_source(self, name):
        while True:
            pass


forged = []
for name, line in (("<program>", 2**31 - 1), ("/etc/passwd", 1), ("x" * 1_000_000, 0)):
    code = raiser.__code__.replace(
        co_filename=name, co_name="n" * 1_000_000, co_firstlineno=line, co_qualname="q" * 10
    )
    forged.append(types.FunctionType(code, {"__name__": "m", "__loader__": Loader()}))
linecache.cache["<program>"] = (1, None, ["BREA" + "CH\n"] * 10, "/etc/passwd")


def f(x):
    for _ in range(3):
        try:
            forged[1]()
        except ValueError as error:
            kept = error
    try:
        forged[2]()
    except ValueError:
        forged[0]()
    raise kept
