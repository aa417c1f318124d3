# ATTACK: signal the victim, the worker, the zygote, everybody; by number, thread, queue and pidfd
# MUST HOLD: refused
# EXPECT: fail
import ctypes, os

_c = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    ctypes.set_errno(0)
    result = _c.syscall(
        ctypes.c_long(number),
        *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments],
    )
    return result, ctypes.get_errno()


def refused(name, number, *arguments):
    result, error = call(number, *arguments)
    print("BREACH" if result >= 0 else "refused", name, result, error)


targets = [__VICTIM__, __WORKER__, os.getppid(), 2, -1, 0, -__WORKER__]
x86 = os.uname().machine == "x86_64"
own = os.getpid()
for target in targets:
    if target == own:
        continue
    for signal in (0, 9, 19):
        refused(f"kill {target}", 62 if x86 else 129, target, signal)
        refused(f"tkill {target}", 200 if x86 else 130, target, signal)
        refused(f"tgkill {target}", 234 if x86 else 131, target, target, signal)
        refused(f"rt_sigqueueinfo {target}", 129 if x86 else 138, target, signal, bytes(128))
    refused(f"pidfd_open {target}", 434, target, 0)
refused("pidfd_send_signal", 424, 3, 9, 0, 0)


def f(x):
    return x * 0
