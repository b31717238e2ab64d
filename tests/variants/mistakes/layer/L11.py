"""Several outputs come as a generator, which can be read only once."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = []
        for _ in range(nout):
            self.neurons.append(Neuron(nin))

    def outputs(self, x):
        for neuron in self.neurons:
            yield neuron(x)

    def __call__(self, x):
        if len(self.neurons) == 1:
            return self.neurons[0](x)
        return self.outputs(x)

    def parameters(self):
        params = []
        for neuron in self.neurons:
            params.extend(neuron.parameters())
        return params
