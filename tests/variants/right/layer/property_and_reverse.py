"""neurons is a property that gives a new list, asked from the end and put back in order."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self._by_number = {i: Neuron(nin) for i in range(nout)}

    @property
    def neurons(self):
        return list(self._by_number.values())

    def __call__(self, x):
        outs = [None] * len(self._by_number)
        for i in reversed(self._by_number):
            outs[i] = self._by_number[i](x)
        if len(outs) > 1:
            return outs
        return outs.pop()

    def parameters(self):
        params = []
        for neuron in reversed(self.neurons):
            params.extend(neuron.parameters())
        return params
