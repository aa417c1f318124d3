# ATTACK: files by NumPy's own means: memmap, fromfile, tofile, load with pickles, DataSource, genfromtxt of an address
# MUST HOLD: not one opens
# EXPECT: fail
import numpy as np

attempts = {
    "memmap": lambda: np.memmap("/etc/passwd", mode="r"),
    "memmap of memory": lambda: np.memmap("/proc/self/mem", mode="r+", shape=(64,)),
    "fromfile": lambda: np.fromfile("__FOLDER__/settings.py", dtype="u1"),
    "loadtxt": lambda: np.loadtxt("__FOLDER__/settings.py", dtype=str),
    "load": lambda: np.load("__FOLDER__/settings.py", allow_pickle=True),
    "tofile": lambda: np.zeros(3).tofile("__FOLDER__/written"),
    "save": lambda: np.save("__FOLDER__/written", np.zeros(3)),
    "library": lambda: np.ctypeslib.load_library("libnss_files", "/lib"),
    "address": lambda: np.genfromtxt("http://127.0.0.1:__PORT__/x"),
    "source": lambda: np.lib.npyio.DataSource("__FOLDER__").open("http://127.0.0.1:__PORT__/x"),
    "f2py": lambda: __import__("numpy.f2py").f2py.compile("end", "m"),
}
for name, attempt in attempts.items():
    try:
        got = attempt()
    except BaseException as error:
        print("refused", name, type(error).__name__)
    else:
        if name != "library" and got != 1:
            print("BREACH", name)


def f(x):
    return x * 0
