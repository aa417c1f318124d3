# ATTACK: np.save(allow_pickle) / pickle payload as bytes result
# MUST HOLD: never unpickled
# EXPECT: fail
import pickle, os


class P:
    def __reduce__(s):
        return (os.system, ("touch __FOLDER__/PWNED; echo BREACH",))


def f(x):
    return pickle.dumps(P())
