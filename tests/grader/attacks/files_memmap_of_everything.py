# ATTACK: numpy's and mmap's ways to a file: memmap, fromfile, tofile, loadtxt, DataSource, save
# MUST HOLD: read what is listed, write in its box only
# EXPECT: fail
import mmap, os

import numpy as np

for path in ("__FOLDER__/settings.py", "/etc/passwd", "/proc/self/maps", "/proc/self/mem"):
    for name, read in (
        ("memmap", lambda: np.memmap(path, "u1", "c")),
        ("fromfile", lambda: np.fromfile(path, "u1", 9)),
        ("genfromtxt", lambda: np.genfromtxt(path, str, max_rows=1)),
        ("DataSource", lambda: np.lib.npyio.DataSource(None).open(path).read(9)),
        ("url", lambda: np.lib.npyio.DataSource(None).open("file://" + path).read(9)),
        ("open_memmap", lambda: np.lib.format.open_memmap(path, "r")),
    ):
        try:
            print("BREACH", name, path, read())
        except Exception as error:
            print("refused", name, type(error).__name__)
for path in (np.__file__, os.__file__, "__FOLDER__/breach.npy", "/tmp/breach.npy"):
    for name, write in (
        ("memmap", lambda: np.memmap(path, "u1", "r+")),
        ("tofile", lambda: np.zeros(3).tofile(path)),
        ("save", lambda: np.save(path, np.zeros(3))),
        ("mmap", lambda: mmap.mmap(os.open(path, os.O_RDONLY), 10, mmap.MAP_SHARED, 3)),
    ):
        try:
            write()
        except Exception:
            continue
        if not path.startswith("/tmp"):
            print("BREACH wrote by", name, path)


def f(x):
    return x * 0
