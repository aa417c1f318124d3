# ATTACK: int 0x80 from code of its own: the 32-bit table
# MUST HOLD: killed
# EXPECT: error
import ctypes
import mmap
import os
import sys

if os.uname().machine != "x86_64":
    sys.exit("no such door here")
code = bytes.fromhex("b814000000cd80c3")  # mov eax, 20 (getpid of i386); int 0x80; ret
memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
memory.write(code)
door = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(memory)))
sys.stdout.flush()
print("BREACH the 32-bit door answered", door())
