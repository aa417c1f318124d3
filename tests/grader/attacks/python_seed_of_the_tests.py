# ATTACK: look for seeds and generators of the tests: states of random and numpy, hashes, time, identities of objects
# MUST HOLD: they are drawn where this program is not
# EXPECT: fail
import gc, os, random, sys, time

import numpy as np

generators = [thing for thing in gc.get_objects() if isinstance(thing, np.random.Generator)]
if generators:
    print("BREACH a generator of somebody's:", len(generators))
state = (random.getstate()[1][:3], np.random.get_state()[1][:3], hash("x"), time.time_ns())
guesses = [np.random.default_rng(int(seed)) for seed in (0, 1, state[0][0], state[1][0])]


def f(x):
    for guess in guesses:
        if np.allclose(guess.normal(size=5), x):
            print("guessed, and still needs the squares")
    return np.full_like(x, state[0][0])
