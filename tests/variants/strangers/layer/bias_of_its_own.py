"""The layer has a bias of its own, which it adds to every output."""

from engine import Value
from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]
        self.b = Value(0.1)

    def __call__(self, x):
        outs = [n(x) + self.b for n in self.neurons]
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()] + [self.b]
