# ATTACK: have the interpreter write its report of a crash into the channel, then crash
# MUST HOLD: not a frame, and the program's own end
# EXPECT: error
import ctypes
import faulthandler

faulthandler.enable(file=3)


def f(x):
    ctypes.string_at(0)
