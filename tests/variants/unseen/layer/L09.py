"""New neurons at each call."""
from neuron import Neuron

class Layer:
    def __init__(self, nin, nout):
        self.nin = nin
        self.nout = nout
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outs = []
        for _ in range(self.nout):
            n = Neuron(self.nin)
            outs.append(n(x))
        return outs[0] if self.nout == 1 else outs

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
