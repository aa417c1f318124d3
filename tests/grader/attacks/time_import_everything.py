# ATTACK: import everything that can be imported, to exhaust time and memory
# MUST HOLD: bounded
# EXPECT: any
import pkgutil

for module in pkgutil.iter_modules():
    if module.name not in {"antigravity", "this", "idlelib", "turtledemo"}:
        try:
            __import__(module.name)
        except BaseException:
            pass


def f(x):
    return x * 0
