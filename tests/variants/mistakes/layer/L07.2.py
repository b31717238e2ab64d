"""The neurons stand in a row: the first input of each is what the one before it said."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = []
        for _ in range(nout):
            self.neurons.append(Neuron(nin))

    def __call__(self, x):
        outs = []
        signal = list(x)
        for i in range(len(self.neurons)):
            signal = [self.neurons[i](signal)] + signal[1:]
            outs.append(signal[0])
        if len(outs) == 1:
            return outs[0]
        return outs

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
