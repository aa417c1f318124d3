# ATTACK: look for secrets in os.environ and in the memory block of the initial environment
# MUST HOLD: no SECRET/DATABASE variables
# EXPECT: fail
import os

for k, v in os.environ.items():
    if any(w in k for w in ("SECRET", "DATABASE", "REDIS", "DJANGO", "AWS", "CANARY")):
        print("BREACH env", k)
import ctypes

e = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
i = 0
while e and e[i]:
    if b"SECRET" in e[i] or b"DATABASE" in e[i]:
        print("BREACH cenv", e[i])
    i += 1


def f(x):
    return x * 0
