# ATTACK: read /etc/passwd and /etc/shadow
# MUST HOLD: no host file content
# EXPECT: fail
# CONTROL: breaches
for p in (
    "/etc/passwd",
    "/etc/shadow",
    "/etc/hostname",
    "/proc/1/environ",
    "/proc/self/environ",
    "/proc/self/maps",
    "/proc/cpuinfo",
    "/root/.bashrc",
    "__FOLDER__/settings.py",
):
    try:
        print("BREACH read", p, open(p).read(40))
    except OSError as e:
        print("denied", p, e.errno)


def f(x):
    return x * 0
