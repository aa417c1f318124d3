# ATTACK: terminal sequences, right-to-left overrides, zero-width letters, half surrogates, a fake page
# MUST HOLD: text that is shown as text
# EXPECT: pass
print("\x1b[2J\x1b]0;owned\x07\x1b]52;c;ZWNobw==\x07\x9b31m")
print("\u202e\u2066passed all tests\u2069\u200b\ufeff\ud800")
print("</pre><script>alert(1)</script><img src=x onerror=alert(1)>")
print("\r\x08\x0b\x0c\x00" * 50)


def f(x):
    return x * x
