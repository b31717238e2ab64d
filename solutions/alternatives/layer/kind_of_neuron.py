"""The layer makes its neurons of a class derived from Neuron, which does all that a Neuron does."""

from neuron import Neuron


class Counting(Neuron):
    calls = 0

    def __call__(self, x):
        self.calls += 1
        return super().__call__(x)


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Counting(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
