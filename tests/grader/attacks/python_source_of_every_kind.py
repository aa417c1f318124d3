# ATTACK: sources with coding cookies, NUL, BOM, form feeds, other spellings of names, other newlines
# MUST HOLD: compiled as the text it is, or refused
# EXPECT: fail
for source in (
    b"# coding: utf-7\n+AGkAbQBwAG8AcgB0- os",
    b"# coding: rot13\nvzcbeg bf",
    b"# coding: unicode_escape\n\\u0069mport os",
    b"# coding: idna\nx = 1",
    b"# coding: punycode\nx = 1",
    b"\xef\xbb\xbf# coding: latin-1\nx = 1",
    b"x = 1\0\nimport os",
    b"\x0cx = 1\r\ry = 2",
    "\N{MATHEMATICAL BOLD SMALL X} = 1\nx += 1".encode(),
):
    for given in (source, source.decode("latin-1")):
        try:
            exec(compile(given, "<program>", "exec"), {})
        except Exception as error:
            print("refused", type(error).__name__)


def f(x):
    return x * 0
