"""Neuron number i is given input number i alone, as a bare number."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = []
        for _ in range(nout):
            self.neurons.append(Neuron(nin))

    def __call__(self, x):
        outs = []
        for i in range(len(self.neurons)):
            outs.append(self.neurons[i](x[i]))
        if len(outs) == 1:
            return outs[0]
        return outs

    def parameters(self):
        params = []
        for neuron in self.neurons:
            params.extend(neuron.parameters())
        return params
