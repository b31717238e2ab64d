"""Each output has those of the neurons before it added to it."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        total = 0
        outs = []
        for n in self.neurons:
            total = total + n(x)
            outs.append(total)
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
