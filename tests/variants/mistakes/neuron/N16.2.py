"""A helper makes a fresh Value from each input, so the ones given are left out of the graph."""

from random import uniform

import engine


def as_value(thing):
    if isinstance(thing, engine.Value):
        return engine.Value(thing.data)
    return engine.Value(thing)


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        x = [as_value(xi) for xi in x]
        act = sum((self.w[i] * x[i] for i in range(len(x))), self.b)
        return act.tanh()

    def parameters(self):
        return [*self.w, self.b]
