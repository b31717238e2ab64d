"""zip pairs the weights with inputs, a name that nothing has (the argument is called x)."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        dot = sum([a * c for a, c in zip(self.w, inputs)])
        return (dot + self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
