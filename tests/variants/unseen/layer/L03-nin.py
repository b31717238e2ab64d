"""As many neurons as inputs."""
from neuron import Neuron

class Layer:
    def __init__(self, nin, nout):
        self.nout = nout
        self.neurons = []
        for _ in range(nin):
            self.neurons.append(Neuron(nin))

    def __call__(self, x):
        out = []
        for n in self.neurons:
            out.append(n(x))
        return out[0] if len(out) == 1 else out

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
