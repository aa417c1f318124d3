# ATTACK: switch off the walls of the processor: speculation, AVX state, userspace shadow stacks, tagging
# MUST HOLD: refused
# EXPECT: fail
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
for which in (0, 1, 2):
    for control in (2, 4, 8, 16):
        if libc.prctl(53, which, control, 0, 0) == 0:
            print("BREACH speculation", which, control)
for option in (0x1021, 0x1023, 0x1024, 0x5001, 0x5002, 0x4001, 0x4002, 0x1012, 0x2001):
    word = ctypes.c_ulong(18)
    if libc.syscall(158, option, ctypes.byref(word)) == 0 and option not in (0x1021, 0x1022, 0x1024):
        print("arch_prctl took", hex(option))
for option in (26, 41, 45, 47, 55, 59, 62, 64, 67, 0x53564D41, 65, 70, 71, 72, 73):
    if option == 62:
        continue
    word = ctypes.create_string_buffer(64)
    if libc.prctl(option, 1, word, 1, 0) == 0:
        print("BREACH prctl", option)


def f(x):
    return x * 0
