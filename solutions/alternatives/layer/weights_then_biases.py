"""All weights come first and all biases after them: every Value once, and the order is free."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        weights = [w for neuron in self.neurons for w in neuron.w]
        biases = [neuron.b for neuron in self.neurons]
        return weights + biases
