# ATTACK: change one's own priority, processors, memory policy, personality, clock; fault memory in from outside
# MUST HOLD: refused
# EXPECT: fail
import ctypes, os

_c = ctypes.CDLL(None, use_errno=True)
x86 = os.uname().machine == "x86_64"


def call(number, *arguments):
    ctypes.set_errno(0)
    result = _c.syscall(
        ctypes.c_long(number),
        *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments],
    )
    return result, ctypes.get_errno()


def refused(name, number, *arguments):
    if number is None:
        return
    result, error = call(number, *arguments)
    print("BREACH" if result >= 0 else "refused", name, result, error)


buffer = ctypes.create_string_buffer(256)
for name, number, arguments in (
    ("personality", 135 if x86 else 92, (0x0040000,)),
    ("sched_setscheduler", 144 if x86 else 119, (0, 1, buffer)),
    ("sched_setattr", 314 if x86 else 274, (0, buffer, 0)),
    ("sched_setaffinity", 203 if x86 else 122, (0, 8, buffer)),
    ("setpriority", 141 if x86 else 140, (0, 0, -5)),
    ("ioprio_set", 251 if x86 else 30, (1, 0, 0)),
    ("mbind", 237 if x86 else 235, (buffer, 4096, 0, None, 0, 0)),
    ("set_mempolicy", 238 if x86 else 237, (0, None, 0)),
    ("migrate_pages", 256 if x86 else 238, (0, 8, buffer, buffer)),
    ("move_pages", 279 if x86 else 239, (0, 0, None, None, None, 0)),
    ("process_madvise", 440, (0, buffer, 1, 4, 0)),
    ("membarrier", 324 if x86 else 283, (0, 0, 0)),
    ("mlock", 149 if x86 else 228, (buffer, 64)),
    ("mlockall", 151 if x86 else 230, (1,)),
    ("remap_file_pages", 216 if x86 else 234, (buffer, 4096, 0, 0, 0)),
    ("pkey_alloc", 330 if x86 else 289, (0, 0)),
    ("memfd_secret", 447, (0,)),
    ("cachestat", 451, (3, buffer, buffer, 0)),
    ("mseal", 462, (buffer, 4096, 0)),
    ("adjtimex", 159 if x86 else 171, (buffer,)),
    ("clock_adjtime", 305 if x86 else 266, (0, buffer)),
    ("timerfd_create", 283 if x86 else 85, (1, 0)),
    ("userfaultfd", 323 if x86 else 282, (1,)),
    ("io_uring_setup", 425, (4, buffer)),
    ("perf_event_open", 298 if x86 else 241, (buffer, 0, -1, -1, 0)),
    ("bpf", 321 if x86 else 280, (0, buffer, 64)),
    ("setns", 308 if x86 else 268, (3, 0)),
    ("quotactl", 179 if x86 else 60, (0x800007, None, 0, buffer)),
    ("vhangup", 153 if x86 else 58, ()),
    ("acct", 163 if x86 else 89, (None,)),
):
    refused(name, number, *arguments)


def f(x):
    return x * 0
