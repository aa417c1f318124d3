# ATTACK: exhaust the stack of C: nested data for repr, json, pickle, copy, ast, re, sort keys and comparisons
# MUST HOLD: its own process ends at worst
# EXPECT: any
import ast, copy, json, pickle, re, sys

sys.setrecursionlimit(10**9)


def f(x):
    nested = []
    for _ in range(10**6):
        nested = [nested]
    for attempt in (
        lambda: re.match("(" * 5000 + ")" * 5000, "x"),
        lambda: ast.parse("-" * 10**5 + "1"),
        lambda: json.dumps(nested),
        lambda: pickle.dumps(nested),
        lambda: copy.deepcopy(nested),
        lambda: nested == copy.copy(nested),
        lambda: repr(nested),
    ):
        try:
            attempt()
        except BaseException as error:
            print(type(error).__name__)
    return x * x
