# ATTACK: hand the lent function to itself as argument, as result, inside containers, and call deeper
# MUST HOLD: bounded; the program is blamed
# EXPECT: any
# TASK: lend
def f(g, n):
    box = [g]
    for _ in range(500):
        box = [box, (g, {"g": g})]
    for given in (g, [g], box, {"a": g}, lambda *a: g(*a), f, type(g), g.__call__):
        try:
            g(given)
        except Exception as error:
            print(type(error).__name__)
    return g
