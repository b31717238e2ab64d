"""The parameters run from the last neuron to the first; the outputs keep their order."""


def parameters(self):
    return [p for neuron in reversed(self.neurons) for p in neuron.parameters()]
