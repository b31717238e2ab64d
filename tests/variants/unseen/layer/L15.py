"""Nothing is returned by the call."""
from neuron import Neuron

class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        self.outs = []
        for n in self.neurons:
            self.outs.append(n(x))

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
