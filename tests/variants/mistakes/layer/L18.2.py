"""The attribute is the singular self.neuron instead of self.neurons."""

import neuron as nn


class Layer:
    def __init__(self, nin, nout):
        self.neuron = [nn.Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outs = [n(x) for n in self.neuron]
        if len(outs) == 1:
            return outs[0]
        return outs

    def parameters(self):
        return sum([n.parameters() for n in self.neuron], [])
