"""Each neuron is made for nout inputs."""

import neuron as nn


class Layer:
    def __init__(self, nin: int, nout: int):
        self.nin = nin
        self.nout = nout
        self.neurons = []
        for _ in range(self.nout):
            self.neurons.append(nn.Neuron(self.nout))

    def __call__(self, x):
        outs = [n(x) for n in self.neurons]
        if self.nout == 1:
            return outs[0]
        return outs

    def parameters(self):
        params = []
        for n in self.neurons:
            for p in n.parameters():
                params.append(p)
        return params
