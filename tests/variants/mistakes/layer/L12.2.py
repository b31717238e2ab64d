"""map(Neuron.parameters, ...) gives one list for each neuron."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outs = []
        for i in range(len(self.neurons)):
            outs += [self.neurons[i](x)]
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        return list(map(Neuron.parameters, self.neurons))
