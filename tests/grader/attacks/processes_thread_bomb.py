# ATTACK: thousands of threads
# MUST HOLD: refused, bounded
# EXPECT: fail
import threading, time

n = 0
try:
    for i in range(5000):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        n += 1
except Exception as e:
    print(type(e).__name__, e)
print("threads", n)
if n > 64:
    print("BREACH threads")


def f(x):
    return x * 0
