# ATTACK: open block devices, kvm, fuse, tty, mknod a disk
# MUST HOLD: denied
# EXPECT: fail
import os, stat

for p in (
    "/dev/vda",
    "/dev/sda",
    "/dev/kvm",
    "/dev/fuse",
    "/dev/tty",
    "/dev/console",
    "/dev/kmsg",
    "/dev/ptmx",
    "/dev/net/tun",
):
    try:
        os.close(os.open(p, os.O_RDWR))
        print("BREACH", p)
    except OSError as e:
        print(p, e.errno)
try:
    os.mknod("/box/own/d", 0o600 | stat.S_IFBLK, os.makedev(254, 0))
    print("BREACH mknod")
except OSError as e:
    print("mknod", e.errno)


def f(x):
    return x * 0
