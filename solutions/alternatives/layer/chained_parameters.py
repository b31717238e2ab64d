"""itertools pours the neurons' lists into one, and list keeps the result."""

import itertools

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        lists = (neuron.parameters() for neuron in self.neurons)
        return list(itertools.chain.from_iterable(lists))
