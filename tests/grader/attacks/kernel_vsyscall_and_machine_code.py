# ATTACK: machine code of our own that calls the kernel: syscall, int 0x80, sysenter, the vsyscall page
# MUST HOLD: as much is refused as by the C library; a crash is the program's
# EXPECT: any
import ctypes, mmap, os

CODES = (
    b"\xb8\x29\x00\x00\x00\xbf\x02\x00\x00\x00\xbe\x01\x00\x00\x00\x31\xd2\x0f\x05\xc3",  # socket
    b"\xb8\x39\x00\x00\x00\x0f\x05\xc3",  # fork
    b"\x48\xc7\xc0\x29\x00\x00\x40\x0f\x05\xc3",  # x32
)
if os.uname().machine == "x86_64":
    for code in CODES:
        try:
            page = mmap.mmap(-1, 4096, prot=7)
        except (OSError, ValueError):
            print("no page is to be run")
            break
        page.write(code)
        start = ctypes.addressof(ctypes.c_char.from_buffer(page))
        got = ctypes.CFUNCTYPE(ctypes.c_long)(start)()
        print("BREACH machine code got" if 0 <= got < 1 << 20 else "refused", got)


def f(x):
    if os.uname().machine == "x86_64":
        ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_void_p)(0xFFFFFFFFFF600400)(None)
        ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_void_p)(0xFFFFFFFFFF600000)(None)
    return x * 0
