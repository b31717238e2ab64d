"""The bias is made and listed, but never added."""
from engine import Value
import random

class Neuron:
    """my neuron"""
    def __init__(self, num_inputs):
        self.w = []
        while len(self.w) < num_inputs:
            self.w.append(Value(random.uniform(-1, 1)))
        self.b = Value(0.0)

    def __call__(self, x):
        act = self.w[0] * x[0]
        for i in range(1, len(x)):
            act = act + self.w[i] * x[i]
        return act.tanh()

    def parameters(self):
        return [*self.w, self.b]
