"""Outputs in reverse order, and each parameter twice."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outs = [n(x) for n in self.neurons]
        outs.reverse()
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        ps = []
        for n in self.neurons:
            ps += n.parameters() + n.parameters()
        return ps
