"""Plain numbers become an Input, a kind of Value with a name of its own that counts and learns like
any other.
"""

import random

from engine import Value


class Input(Value):
    def __repr__(self):
        return f"Input({self.data})"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        inputs = [xi if isinstance(xi, Value) else Input(xi) for xi in x]
        return sum((wi * xi for wi, xi in zip(self.w, inputs)), self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
