# ATTACK: lend the function text, nothing, too much, itself, and handles
# MUST HOLD: an error of the call, never of the worker
# EXPECT: error
# TASK: lend
def f(g, n):
    for arguments in ((), (1, 2, 3), ("x",), ([[]],), (None,), ({},), (1j,), (b"",), (1e308,)):
        try:
            g(*arguments)
        except Exception as error:
            print(type(error).__name__)
    g(lambda: 0)
