# ATTACK: fill kernel pipe buffers with F_SETPIPE_SZ
# MUST HOLD: bounded
# EXPECT: any
import os, fcntl

n = 0
t = 0
try:
    while n < 4000:
        r, w = os.pipe()
        os.set_blocking(w, False)
        n += 1
        try:
            fcntl.fcntl(w, 1031, 1 << 20)
            print("BREACH F_SETPIPE_SZ")
        except OSError:
            pass
        try:
            while True:
                t += os.write(w, b"x" * 65536)
        except BlockingIOError:
            pass
except OSError as e:
    print("pipes", n, e.errno, "bytes", t)
if t > 8 << 20:
    print("BREACH pipe bytes", t)


def f(x):
    return x * 0
