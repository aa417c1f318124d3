# ATTACK: texts that take the compiler, ast, regular expressions, decimals and dates for ever
# MUST HOLD: over when its time or memory is; the program is blamed
# EXPECT: error
import ast, decimal, fractions, re


def f(x):
    for act in (
        lambda: compile("-" * 90_000 + "1", "<program>", "eval"),
        lambda: ast.literal_eval("(" * 199 + ")" * 199),
        lambda: compile("a.b" * 50_000, "<program>", "exec"),
        lambda: compile("f'{" * 140 + "1" + "}'" * 140, "<program>", "exec"),
        lambda: re.compile("(" * 90 + "a{1,1000}" + "){1,100}" * 90),
        lambda: decimal.Context(prec=decimal.MAX_PREC).divide(1, 3),
        lambda: fractions.Fraction("1e999999999"),
        lambda: 1 << (1 << 62),
    ):
        try:
            act()
        except (SyntaxError, MemoryError, RecursionError, ValueError, OverflowError, re.error):
            pass
    while True:
        pass
