# ATTACK: a list of 60 levels, each holding the one below twice
# MUST HOLD: its own time runs out, not ours
# EXPECT: error
def f(x):
    tree = [1.0]
    for _ in range(60):
        tree = [tree, tree]
    return tree
