"""A comprehension calls Neuron with empty brackets."""

import neuron as nn


class Layer:
    def __init__(self, nin, nout):
        self.nin = nin
        self.neurons = [nn.Neuron() for _ in range(nout)]

    def __call__(self, x):
        outs = [n(x) for n in self.neurons]
        if len(outs) == 1:
            return outs[0]
        return outs

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
