# ATTACK: flock, POSIX/OFD locks, leases and dnotify on shared read-only inodes
# MUST HOLD: denied
# EXPECT: fail
import fcntl, os

fd = os.open(os.__file__, os.O_RDONLY)
for n, c in (
    ("F_SETLK", 6),
    ("F_OFD_SETLK", 37),
    ("F_SETLEASE", 1024),
    ("F_NOTIFY", 1026),
    ("F_SETOWN", 8),
    ("F_ADD_SEALS", 1033),
):
    try:
        fcntl.fcntl(fd, c, b"\0" * 32 if c in (6, 37) else 0)
        print("BREACH", n)
    except OSError as e:
        print(n, e.errno)
try:
    fcntl.flock(fd, fcntl.LOCK_SH)
    print("BREACH flock")
except OSError as e:
    print("flock", e.errno)


def f(x):
    return x * 0
