# ATTACK: every hook of the interpreter, and codec error handlers, to speak where the runner speaks
# MUST HOLD: at most the program's own answer changes
# EXPECT: any
import builtins
import codecs
import faulthandler
import sys
import threading


def forge(*args, **kwargs):
    import os

    os.write(1, b"a hook was called\n")
    raise SystemExit(0)


for name in ("strict", "replace", "surrogateescape", "backslashreplace", "ignore"):
    codecs.register_error(name, lambda error: ("forged", error.end))
sys.excepthook = sys.unraisablehook = sys.displayhook = sys.breakpointhook = forge
threading.excepthook = forge
builtins.print = builtins.repr = builtins.str = builtins.len = forge
builtins.__build_class__ = builtins.__import__ = forge
codecs.encode = codecs.decode = codecs.lookup = forge
faulthandler.enable(file=3)
faulthandler.dump_traceback_later(0.1, repeat=True, file=3)


def f(x):
    raise ValueError("\ud800" + "x" * 10)
