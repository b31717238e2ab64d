"""The output is a Value made new from the number, without a history."""
import math
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = sum([wi * xi for wi, xi in zip(self.w, x)], self.b)
        t = math.tanh(z.data)
        return Value(t, label="out")

    def parameters(self):
        return self.w + [self.b]
