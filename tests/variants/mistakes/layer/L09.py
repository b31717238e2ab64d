"""A helper that makes the neurons is called in __init__ and again at every call."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.nin = nin
        self.nout = nout
        self.build()

    def build(self):
        self.neurons = []
        for _ in range(self.nout):
            self.neurons.append(Neuron(self.nin))

    def __call__(self, x):
        self.build()
        outs = []
        for neuron in self.neurons:
            outs.append(neuron(x))
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        params = []
        for neuron in self.neurons:
            params.extend(neuron.parameters())
        return params
