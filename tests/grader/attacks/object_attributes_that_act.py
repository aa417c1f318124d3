# ATTACK: an object whose every attribute access spins, prints and raises
# MUST HOLD: bounded; nothing of ours is asked
# EXPECT: error
# TASK: object
class Trap:
    def __getattr__(self, name):
        print("asked for", name)
        raise SystemExit(0)

    def __getattribute__(self, name):
        if name == "add":
            while True:
                pass
        return object.__getattribute__(self, name)


def make():
    return Trap()
