# ATTACK: walk the stack and the heap for tests, keys, sessions and other submissions
# MUST HOLD: nothing of the trusted side lives here
# EXPECT: fail
import gc
import sys

frame, seen = sys._getframe(), []
while frame is not None:
    seen += [(frame.f_code.co_name, key) for key in frame.f_locals]
    frame = frame.f_back
print(seen)
TRUSTED = {"Session", "Pool", "ForkServer", "Sandbox", "Process", "Channel", "Attack", "Canaries"}
for thing in gc.get_objects():
    if type(thing).__name__ in TRUSTED and type(thing).__module__.startswith("grader."):
        print("BREACH an object of the worker:", type(thing))
for key, module in list(sys.modules.items()):
    if key.startswith(("tests", "grader.sandbox.commands", "campus", "django")):
        print("BREACH a module of the worker:", key)


def f(x):
    return x * 0
