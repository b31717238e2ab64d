"""The layer has a bias of its own."""
from engine import Value
from neuron import Neuron

class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]
        self.b = Value(0.0)

    def __call__(self, x):
        outs = [n(x) + self.b for n in self.neurons]
        if len(outs) == 1:
            return outs[0]
        return outs

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()] + [self.b]
