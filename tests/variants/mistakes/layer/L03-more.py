"""range(nout + 1) makes one neuron too many."""

import neuron as nn


class Layer:
    def __init__(self, nin, nout):
        self.neurons = []
        for _ in range(nout + 1):
            self.neurons.append(nn.Neuron(nin))

    def __call__(self, x):
        outs = []
        for n in self.neurons:
            out = n(x)
            outs.append(out)
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        params = []
        for n in self.neurons:
            params += n.parameters()
        return params
