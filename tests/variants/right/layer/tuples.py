"""The neurons, the outputs and the parameters are all tuples."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = tuple(Neuron(nin) for _ in range(nout))

    def __call__(self, x):
        outs = tuple(n(x) for n in self.neurons)
        return outs if len(outs) > 1 else outs[0]

    def parameters(self):
        return tuple(p for n in self.neurons for p in n.parameters())
