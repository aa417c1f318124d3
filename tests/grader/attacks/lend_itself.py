# ATTACK: hand the lent function to itself, a function of one's own, and an object that is called back
# MUST HOLD: the program calls what it was lent, and nothing calls the program but a test
# EXPECT: error
# TASK: lend
def f(g, n):
    for thing in (g, f, lambda value: value, iter([1.0]), type("C", (), {"__call__": f})()):
        try:
            g(thing)
        except BaseException as error:
            print(type(error).__name__, str(error)[:100])
    return g(g)
