# ATTACK: arguments chosen so that the lent function's error carries an enormous text
# MUST HOLD: the text is cut before it is sent
# EXPECT: any
# TASK: lend
def f(g, n):
    for _ in range(50):
        try:
            g("\u2028" * 1_000_000)
        except Exception as error:
            if len(str(error)) > 400:
                print("BREACH long text")
    return 0.0
