"""A first neuron is put in by hand, and nout more follow."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin)]
        i = 0
        while i < nout:
            self.neurons.append(Neuron(nin))
            i += 1

    def __call__(self, x):
        outs = [self.neurons[i](x) for i in range(len(self.neurons))]
        if len(outs) != 1:
            return outs
        return outs[0]

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
