"""The layer squashes what its neurons have squashed already."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = []
        for _ in range(nout):
            self.neurons.append(Neuron(nin))

    def activation(self, value):
        return value.tanh()

    def __call__(self, x):
        outs = []
        for neuron in self.neurons:
            outs.append(self.activation(neuron(x)))
        if len(outs) == 1:
            return outs[0]
        return outs

    def parameters(self):
        params = []
        for neuron in self.neurons:
            params.extend(neuron.parameters())
        return params
