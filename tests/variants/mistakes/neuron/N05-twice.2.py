"""tanh stands on the line of the sum and on the return line as well."""

from random import uniform

import engine


class Neuron:
    def __init__(self, nin):
        self.w = list(map(lambda _: engine.Value(uniform(-1, 1)), range(nin)))
        self.b = engine.Value(0.0)

    def __call__(self, x):
        z = (sum(x[k] * self.w[k] for k in range(len(self.w))) + self.b).tanh()
        return z.tanh()

    def parameters(self):
        return [*self.w, self.b]
