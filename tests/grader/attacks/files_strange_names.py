# ATTACK: names with newlines, 255 bytes, invalid UTF-8, dots
# MUST HOLD: only in the box
# EXPECT: any
import os

for name in (b"a\nb", b"\xff\xfe", b"x" * 255, b"...", b" ", b"\x1b]0;x\x07", b"-rf"):
    try:
        os.close(os.open(b"/box/own/" + name, os.O_CREAT | os.O_WRONLY))
    except OSError as error:
        print(error.errno)


def f(x):
    return x * 0
