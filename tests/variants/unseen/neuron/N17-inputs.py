"""Every input is wrapped in a Value, also Values."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        inputs = list(map(Value, x))
        s = self.b
        for w, v in zip(self.w, inputs):
            s = s + w * v
        return s.tanh()

    def parameters(self):
        return self.w + [self.b]
