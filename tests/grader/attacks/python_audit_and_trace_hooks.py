# ATTACK: audit hooks, sys.monitoring, profile and trace functions over the runner, to see and change what it does
# MUST HOLD: it sees its own process, which holds no secret
# EXPECT: fail
import sys
import threading

seen = set()


def hook(event, arguments):
    seen.add(event)
    for thing in arguments if isinstance(arguments, tuple) else ():
        if "expected" in str(thing)[:200] or "SECRET" in str(thing)[:200]:
            print("BREACH heard", event)


sys.addaudithook(hook)


def trace(frame, event, argument):
    if event == "return" and frame.f_code.co_name in ("_answer", "answer", "_serve_one"):
        frame.f_locals["reply"] = {"v": True}
        if isinstance(argument, tuple) and isinstance(argument[0], dict):
            argument[0]["v"] = True
    return trace


sys.settrace(trace)
sys.setprofile(trace)
threading.settrace(trace)
frame = sys._getframe()
while frame is not None:
    frame.f_trace = trace
    frame = frame.f_back


def f(x):
    return x * 0
