"""Each output comes in a pair with the number of its neuron."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outs = [(i, n(x)) for i, n in enumerate(self.neurons)]
        return outs[0][1] if len(outs) == 1 else outs

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
