"""The neurons are kept under another name in a slot, and a property shows them as neurons."""

from neuron import Neuron


class Layer:
    __slots__ = ("_neurons",)

    def __init__(self, nin, nout):
        self._neurons = [Neuron(nin) for _ in range(nout)]

    @property
    def neurons(self):
        return self._neurons

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
