# ATTACK: fill /dev/shm, multiprocessing.shared_memory
# MUST HOLD: denied
# EXPECT: any
try:
    open("/dev/shm/x", "wb").write(b"x" * (1 << 28))
    print("BREACH shm")
except OSError as e:
    print(e.errno)
try:
    from multiprocessing import shared_memory

    shared_memory.SharedMemory(create=True, size=1 << 28)
    print("BREACH shared_memory")
except Exception as e:
    print(type(e).__name__, e)


def f(x):
    return x * 0
