"""A stand-in for the layer: what a network may rely on, over stand-ins for the neurons."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout, *_, **__):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
