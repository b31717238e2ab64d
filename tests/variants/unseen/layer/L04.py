"""A single output stays in its list."""
from neuron import Neuron

class Layer:
    def __init__(self, nin, nout):
        self.neurons = list(Neuron(nin) for _ in range(nout))

    def __call__(self, x):
        result = []
        for neuron in self.neurons:
            result += [neuron(x)]
        return result

    def parameters(self):
        result = []
        for neuron in self.neurons:
            for p in neuron.parameters():
                result.append(p)
        return result
