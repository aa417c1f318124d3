# ATTACK: calls and exceptions left with the interpreter, to strike in the runner after the answer
# MUST HOLD: the program's own failure
# EXPECT: any
import ctypes
import threading

api = ctypes.pythonapi
KIND = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
left = []


@KIND
def strike(_):
    left.append(1)
    return -1 if len(left) % 2 else 0


def f(x):
    for _ in range(32):
        api.Py_AddPendingCall(strike, None)
    api.PyThreadState_SetAsyncExc(ctypes.c_ulong(threading.get_ident()), ctypes.py_object(SystemExit))
    return x * 0
