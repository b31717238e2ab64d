"""The squashed value goes into a variable that is printed but never returned."""

from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        i = 0
        total = 0
        while i < len(self.w):
            total = total + self.w[i] * x[i]
            i += 1
        total = total + self.b
        squashed = total.tanh()
        print(f"neuron says {squashed.data:.4f}")
        return total

    def parameters(self):
        result = []
        result.extend(self.w)
        result.append(self.b)
        return result
