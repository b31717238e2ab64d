"""After the loop only the neuron that was looked at last is asked."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outs = list(map(lambda n: n(x), self.neurons))
        if len(outs) > 1:
            return outs
        return outs[0]

    def parameters(self):
        i = 0
        while i < len(self.neurons):
            current = self.neurons[i]
            i = i + 1
        return list(current.parameters())
