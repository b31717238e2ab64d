"""The list of parameters is made once and handed out each time, and it holds the very Values in
use.
"""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]
        self.all = [p for neuron in self.neurons for p in neuron.parameters()]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return self.all
