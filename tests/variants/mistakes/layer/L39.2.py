"""Answers are found by the text of x."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]
        self.seen = {}

    def __call__(self, x):
        if str(x) not in self.seen:
            outs = [n(x) for n in self.neurons]
            self.seen[str(x)] = outs if len(outs) > 1 else outs[0]
        return self.seen[str(x)]

    def parameters(self):
        params = []
        for n in self.neurons:
            params.extend(n.parameters())
        return params
