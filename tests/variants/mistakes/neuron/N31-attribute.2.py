"""The list set in __init__ has the name of the method and hides it."""

import random as rnd

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)
        self.parameters = [*self.w, self.b]

    def __call__(self, x):
        act = sum(w * v for w, v in zip(self.w, x)) + self.b
        return act.tanh()

    def parameters(self):
        return self.parameters
