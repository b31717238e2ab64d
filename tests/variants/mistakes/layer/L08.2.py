"""The neurons are taken from the end of the list to its start."""

import neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [neuron.Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        i = len(self.neurons) - 1
        outs = []
        while i >= 0:
            outs.append(self.neurons[i](x))
            i -= 1
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
