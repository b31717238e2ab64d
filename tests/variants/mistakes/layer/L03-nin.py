"""There are as many neurons as inputs."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = []
        while len(self.neurons) < nin:
            self.neurons.append(Neuron(nin))

    def __call__(self, x):
        outs = []
        for n in self.neurons:
            outs.append(n(x))
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        everything = []
        for n in self.neurons:
            everything.extend(n.parameters())
        return everything
