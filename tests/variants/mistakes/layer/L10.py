"""The layer hands out the numbers inside the outputs."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        numbers = []
        for neuron in self.neurons:
            out = neuron(x)
            numbers.append(out.data)
        if len(numbers) == 1:
            return numbers[0]
        return numbers

    def parameters(self):
        params = []
        for neuron in self.neurons:
            params += neuron.parameters()
        return params
