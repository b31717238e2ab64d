"""relu in place of tanh."""
import random
from engine import Value

ACTIVATION = "relu"

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def act(self, z):
        return getattr(z, ACTIVATION)()

    def __call__(self, x):
        return self.act(sum([w * v for w, v in zip(self.w, x)]) + self.b)

    def parameters(self):
        return [self.b] + self.w
