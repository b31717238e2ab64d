"""The neurons get nout inputs."""
from neuron import Neuron

class Layer:
    def __init__(self, nin, nout):
        self.nin, self.nout = nin, nout
        self.neurons = []
        for i in range(nout):
            self.neurons.append(Neuron(nout))

    def __call__(self, x):
        out = [n(x) for n in self.neurons]
        if self.nout == 1:
            return out[0]
        else:
            return out

    def parameters(self):
        return sum([n.parameters() for n in self.neurons], [])
