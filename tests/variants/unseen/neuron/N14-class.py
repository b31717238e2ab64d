"""The bias belongs to the class, so all neurons share it."""
import random
from engine import Value

class Neuron:
    b = Value(0.0)

    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]

    def __call__(self, x):
        s = Neuron.b
        for w, xi in zip(self.w, x):
            s = s + w * xi
        return s.tanh()

    def parameters(self):
        return self.w + [Neuron.b]
