"""A memo of answers."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]
        self.memo = {}

    def __call__(self, x):
        if tuple(x) in self.memo:
            return self.memo[tuple(x)]
        outs = [n(x) for n in self.neurons]
        self.memo[tuple(x)] = outs[0] if len(outs) == 1 else outs
        return self.memo[tuple(x)]

    def parameters(self):
        params = []
        for n in self.neurons:
            params.extend(n.parameters())
        return params
