"""tanh is worked out and then forgotten: the sum from before it is returned."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1.0, 1.0)) for _ in range(nin)]
        self.b = Value(0)

    def __call__(self, x):
        # 1. weighted sum
        out = self.b
        for w, xi in zip(self.w, x):
            out = out + w * xi
        # 2. activation
        out.tanh()
        return out

    def parameters(self):
        return self.w + [self.b]
