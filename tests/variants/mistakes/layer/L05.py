"""The outputs of the neurons are added up to one Value."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = []
        for _ in range(nout):
            self.neurons.append(Neuron(nin))

    def __call__(self, x):
        total = self.neurons[0](x)
        for neuron in self.neurons[1:]:
            total = total + neuron(x)
        return total

    def parameters(self):
        params = []
        for neuron in self.neurons:
            params += neuron.parameters()
        return params
