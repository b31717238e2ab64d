"""The parameters are listed from the last neuron to the first; the outputs keep the order of the
neurons.
"""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in reversed(self.neurons) for p in neuron.parameters()]
