"""weights and bias instead of w and b."""
import random
from engine import Value

class Neuron:
    def __init__(self, n_in):
        self.n_in = n_in
        self.weights = [Value(random.uniform(-1, 1)) for _ in range(n_in)]
        self.bias = Value(0.0)

    def __call__(self, x):
        z = self.bias
        for i in range(self.n_in):
            z = z + self.weights[i] * x[i]
        return z.tanh()

    def parameters(self):
        return self.weights + [self.bias]
