# ATTACK: sources inside the source: nesting, huge literals, regular expressions
# MUST HOLD: its own limits hold
# EXPECT: error
import ast


def f(x):
    for text in (
        "(" * 100_000,
        "-" * 1_000_000 + "1",
        "[" * 200 + "]" * 200,
        "9**9**9",
        "1" * 10**6,
    ):
        try:
            eval(compile(text, "x", "eval"))
        except (SyntaxError, MemoryError, RecursionError, ValueError) as error:
            print(type(error).__name__)
    return x * 0
