# ATTACK: use our own modules from within: shared box, zygote, attack runner
# MUST HOLD: a child can start nothing
# EXPECT: fail
import sys

try:
    from grader.sandbox import box

    print("shared is", box._shared)
    if box._shared is not None or list(box._boxes):
        print("BREACH the worker's sandbox is here")
    box.open_sandbox()
    print("BREACH opened a sandbox")
except BaseException as error:
    print(type(error).__name__, error)


def f(x):
    return x * 0
