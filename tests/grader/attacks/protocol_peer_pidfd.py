# ATTACK: ask the channel for its peer: pid, groups, a pidfd, and kill or copy from there
# MUST HOLD: denied, and the worker lives
# EXPECT: fail
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
told, size = ctypes.create_string_buffer(256), ctypes.c_uint32()
for name, option, length in (
    ("SO_PEERCRED", 17, 12),
    ("SO_PEERSEC", 31, 256),
    ("SO_PEERGROUPS", 59, 256),
    ("SO_PASSPIDFD", 76, 4),
    ("SO_PEERPIDFD", 77, 4),
):
    size.value = length
    if libc.getsockopt(3, 1, option, told, ctypes.byref(size)) < 0:
        print("denied", name, ctypes.get_errno())
        continue
    print("BREACH the channel tells", name, told.raw[: size.value])
for pidfd in range(64):
    for number in range(16):
        if libc.syscall(438, pidfd, number, 0) >= 0:  # pidfd_getfd
            print("BREACH a descriptor of another process:", pidfd, number)
    if libc.syscall(424, pidfd, 0, 0, 0) >= 0:  # pidfd_send_signal
        print("BREACH a process to send signals to:", pidfd)


def f(x):
    return x * 0
