"""The system calls a confined program may name; seccomp.py says with which arguments.

Everything else answers EPERM. The numbers are the kernel's own tables
(arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h).
Not here on purpose, though tempting: `link`, `symlink`, `chmod` and `truncate` (nothing in the box
needs them), `socket` and its family (the one socket was opened before), `memfd_create` (memory
outside the limit), `io_uring_setup` (a second door for calls), `setrlimit`, `ptrace`; `fsync` and
`fadvise64` (a file that can only be read can be flushed and evicted: the disk and the page cache
are everybody's); `set_robust_list` and `rseq` (they are for new threads, and there are none);
`epoll_create` (nothing here listens to many, and its loops have a history).
"""

from __future__ import annotations

from typing import Final

# The formatter would put one number on a line; a table reads better as a table.
# fmt: off
X86_64: Final = {
    # files and what is known of them
    "read": 0, "write": 1, "open": 2, "close": 3, "stat": 4, "fstat": 5, "lstat": 6, "lseek": 8,
    "pread64": 17, "pwrite64": 18, "readv": 19, "writev": 20, "preadv": 295, "pwritev": 296,
    "access": 21, "openat": 257, "newfstatat": 262, "statx": 332, "readlink": 89,
    "readlinkat": 267, "faccessat": 269, "faccessat2": 439, "getdents64": 217, "getcwd": 79,
    "chdir": 80, "umask": 95, "dup": 32, "dup2": 33, "dup3": 292, "fcntl": 72, "ioctl": 16,
    "close_range": 436,
    # changes to files; the mount, Landlock and RLIMIT_FSIZE say which
    "ftruncate": 77, "fallocate": 285, "rename": 82, "renameat": 264,
    "renameat2": 316, "mkdir": 83, "mkdirat": 258, "rmdir": 84, "creat": 85, "unlink": 87,
    "unlinkat": 263,
    # pipes, polling
    "pipe": 22, "pipe2": 293, "poll": 7, "ppoll": 271, "select": 23, "pselect6": 270,
    # memory
    "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12, "mremap": 25, "msync": 26, "madvise": 28,
    # time
    "nanosleep": 35, "clock_nanosleep": 230, "clock_gettime": 228, "clock_getres": 229,
    "gettimeofday": 96, "time": 201, "times": 100, "getitimer": 36, "setitimer": 38, "alarm": 37,
    # signals
    "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "rt_sigpending": 127,
    "rt_sigtimedwait": 128, "rt_sigsuspend": 130, "sigaltstack": 131, "pause": 34,
    "restart_syscall": 219, "kill": 62, "tkill": 200, "tgkill": 234,
    # what a process may know of itself
    "getpid": 39, "getppid": 110, "gettid": 186, "getuid": 102, "geteuid": 107, "getgid": 104,
    "getegid": 108, "getgroups": 115, "getresuid": 118, "getresgid": 120, "getpgid": 121,
    "getpgrp": 111, "getsid": 124, "getrlimit": 97, "prlimit64": 302, "getrusage": 98,
    "sysinfo": 99, "uname": 63, "sched_getaffinity": 204, "sched_yield": 24, "getcpu": 309,
    # locks and attempted threads of the C library, randomness, the end
    "futex": 202, "prctl": 157, "clone": 56, "clone3": 435, "fork": 57, "vfork": 58, "execve": 59,
    "getrandom": 318, "exit": 60, "exit_group": 231,
}

AARCH64: Final = {
    # files and what is known of them
    "read": 63, "write": 64, "close": 57, "fstat": 80, "lseek": 62, "pread64": 67, "pwrite64": 68,
    "readv": 65, "writev": 66, "preadv": 69, "pwritev": 70, "openat": 56, "newfstatat": 79,
    "statx": 291, "readlinkat": 78, "faccessat": 48, "faccessat2": 439, "getdents64": 61,
    "getcwd": 17, "chdir": 49, "umask": 166, "dup": 23, "dup3": 24, "fcntl": 25, "ioctl": 29,
    "close_range": 436,
    # changes to files; the mount, Landlock and RLIMIT_FSIZE say which
    "ftruncate": 46, "fallocate": 47, "renameat": 38, "renameat2": 276,
    "mkdirat": 34, "unlinkat": 35,
    # pipes, polling
    "pipe2": 59, "ppoll": 73, "pselect6": 72,
    # memory
    "mmap": 222, "mprotect": 226, "munmap": 215, "brk": 214, "mremap": 216, "msync": 227,
    "madvise": 233,
    # time
    "nanosleep": 101, "clock_nanosleep": 115, "clock_gettime": 113, "clock_getres": 114,
    "gettimeofday": 169, "times": 153, "getitimer": 102, "setitimer": 103,
    # signals
    "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139, "rt_sigpending": 136,
    "rt_sigtimedwait": 137, "rt_sigsuspend": 133, "sigaltstack": 132, "restart_syscall": 128,
    "kill": 129, "tkill": 130, "tgkill": 131,
    # what a process may know of itself
    "getpid": 172, "getppid": 173, "gettid": 178, "getuid": 174, "geteuid": 175, "getgid": 176,
    "getegid": 177, "getgroups": 158, "getresuid": 148, "getresgid": 150, "getpgid": 155,
    "getsid": 156, "getrlimit": 163, "prlimit64": 261, "getrusage": 165, "sysinfo": 179,
    "uname": 160, "sched_getaffinity": 123, "sched_yield": 124, "getcpu": 168,
    # locks and attempted threads of the C library, randomness, the end
    "futex": 98, "prctl": 167, "clone": 220, "clone3": 435, "execve": 221, "getrandom": 278,
    "exit": 93, "exit_group": 94,
}
# fmt: on

AUDIT_ARCH: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
TABLES: Final = {"x86_64": X86_64, "aarch64": AARCH64}
