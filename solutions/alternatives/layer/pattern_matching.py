"""A match statement tells one output from several, by the same rule as a test of the length."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        match [neuron(x) for neuron in self.neurons]:
            case [out]:
                return out
            case outputs:
                return outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
