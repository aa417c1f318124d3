# ATTACK: a second interpreter, whose audit hooks, modules and threads are its own, that outlives the call
# MUST HOLD: it is the same process behind the same walls; no thread comes of it
# EXPECT: any
import sys

try:
    import _xxsubinterpreters as interpreters
except ImportError:
    interpreters = None
found = []
if interpreters is not None:
    one = interpreters.create()
    for text in (
        "open('/etc/passwd').read()",
        "import socket; socket.create_connection(('127.0.0.1', __PORT__), 1)",
        "import os; os.kill(os.getppid(), 9)",
        "import _thread; _thread.start_new_thread(lambda: None, ())",
    ):
        try:
            interpreters.run_string(one, text)
            found.append(text)
        except BaseException as error:
            print(type(error).__name__)
print("BREACH", found) if found else print("refused")


def f(x):
    return x * x
