"""The plain number of the output is returned."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x) -> float:
        z = self.b
        for i in range(len(self.w)):
            z = z + self.w[i] * x[i]
        answer = z.tanh()
        return float(answer.data)

    def parameters(self) -> list:
        return self.w + [self.b]
