"""The sigmoid in place of tanh."""
import random
from engine import Value

def sigmoid(v):
    e = v.exp()
    return e / (e + 1)

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for i in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for a, b in zip(x, self.w):
            z += b * a
        return sigmoid(z)

    def parameters(self):
        params = []
        params.extend(self.w)
        params.append(self.b)
        return params
