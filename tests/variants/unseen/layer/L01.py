"""One neuron, listed nout times."""
from neuron import Neuron

class Layer:
    def __init__(self, nin: int, nout: int):
        n = Neuron(nin)
        self.neurons = []
        for _ in range(nout):
            self.neurons.append(n)

    def __call__(self, x):
        outs = []
        for n in self.neurons:
            outs.append(n(x))
        if len(outs) == 1:
            return outs[0]
        return outs

    def parameters(self):
        params = []
        for n in self.neurons:
            params.extend(n.parameters())
        return params
