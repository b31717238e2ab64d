"""Each neuron reads the inputs shifted by one more."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outs = []
        for i, n in enumerate(self.neurons):
            k = i % len(x)
            outs.append(n(x[k:] + x[:k]))
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
