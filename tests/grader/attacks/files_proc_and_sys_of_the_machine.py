# ATTACK: /proc of everybody and of the machine: mem, environ, sysrq, kcore, keys; /sys, cgroups, debugfs
# MUST HOLD: nothing opens
# EXPECT: fail
# TIERS: ns
import os

names = [
    "mem",
    "environ",
    "maps",
    "cmdline",
    "fd",
    "root",
    "cwd",
    "exe",
    "task",
    "ns/user",
    "oom_score_adj",
    "clear_refs",
    "timerslack_ns",
]
whole = [
    "/proc/sysrq-trigger",
    "/proc/kcore",
    "/proc/keys",
    "/proc/kmsg",
    "/proc/kallsyms",
    "/proc/modules",
    "/proc/sys/kernel/core_pattern",
    "/proc/sys/vm/drop_caches",
    "/proc/mounts",
    "/proc/net/tcp",
    "/proc/version",
    "/proc/self/status",
    "/sys/kernel/debug",
    "/sys/fs/cgroup",
    "/sys/fs/cgroup/cgroup.procs",
    "/sys/kernel/security",
    "/sys/class/net",
    "/dev/mem",
    "/dev/kmsg",
    "/dev/fuse",
    "/dev/kvm",
    "/dev/fd/3",
    "/dev/shm",
]
for pid in ("self", "thread-self", "1", "2", "__WORKER__", "__VICTIM__", str(os.getppid())):
    whole += [f"/proc/{pid}/{name}" for name in names]
for path in whole:
    for flags in (os.O_RDONLY, os.O_WRONLY, os.O_PATH):
        try:
            descriptor = os.open(path, flags)
        except OSError:
            continue
        if flags == os.O_PATH:
            try:
                found = (
                    os.listdir(descriptor) if os.path.isdir(path) else os.pread(descriptor, 1, 0)
                )
            except OSError:
                os.close(descriptor)
                continue
        print("BREACH opened", path, flags)
        os.close(descriptor)
    try:
        print("BREACH link", path, os.readlink(path)) if path.startswith("/proc") else None
    except OSError:
        pass


def f(x):
    return x * 0
