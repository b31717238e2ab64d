"""A helper runs a comprehension over an int."""

import neuron


class Layer:
    def __init__(self, nin: int, nout: int):
        self.neurons = self._make(nin, nout)

    def _make(self, inputs: int, count: int):
        return [neuron.Neuron(inputs) for _ in count]

    def __call__(self, x):
        outs = list(map(lambda n: n(x), self.neurons))
        if len(outs) == 1:
            return outs[0]
        return outs

    def parameters(self):
        return sum([n.parameters() for n in self.neurons], [])
