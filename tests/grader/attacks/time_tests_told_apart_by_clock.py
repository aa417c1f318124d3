# ATTACK: tell calls apart by time and count, be right in the first, wrong or endless in the last
# MUST HOLD: every call is judged; one that is never answered ends the program
# EXPECT: error
import time

begin, calls = time.perf_counter(), 0


def f(x):
    global calls
    calls += 1
    while calls == 5:
        time.sleep(0.01 * (time.perf_counter() - begin > 0))
    return x * x
