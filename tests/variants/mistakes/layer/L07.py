"""Every neuron after the first reads the answer of the one before it, in place of all inputs."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.nin = nin
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outs = []
        for neuron in self.neurons:
            out = neuron(x)
            outs.append(out)
            x = [out for _ in range(self.nin)]
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        params = []
        for neuron in self.neurons:
            params.extend(neuron.parameters())
        return params
