# ATTACK: mount tmpfs/proc/overlay, remount rw, umount /tmp, new mount API, pivot_root, chroot
# MUST HOLD: denied
# EXPECT: fail
import ctypes, os

_l = ctypes.CDLL(None, use_errno=True)


def sc(n, *a):
    r = _l.syscall(ctypes.c_long(n), *[ctypes.c_long(x) if isinstance(x, int) else x for x in a])
    return r, ctypes.get_errno()


def must_fail(name, n, *a):
    r, e = sc(n, *a)
    print(("BREACH " if r >= 0 else "denied ") + name, r, e)


must_fail("mount tmpfs", 165, b"t", b"/box/own", b"tmpfs", 0, 0)
must_fail("remount rw", 165, 0, b"/", 0, 32 | 4096, 0)
must_fail("umount2", 166, b"/box/own", 2)
must_fail("fsopen", 430, b"tmpfs", 0)
must_fail("open_tree", 428, -100, b"/", 1)
must_fail("pivot_root", 155, b"/box/own", b"/box/own")
must_fail("chroot", 161, b"/box/own")
must_fail("mount_setattr", 442, -100, b"/", 0, 0, 0)


def f(x):
    return x * 0
