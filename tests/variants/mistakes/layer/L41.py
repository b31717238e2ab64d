"""Each parameter is yielded."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outs = [n(x) for n in self.neurons]
        if len(outs) == 1:
            return outs[0]
        return outs

    def parameters(self):
        for n in self.neurons:
            for p in n.parameters():
                yield p
