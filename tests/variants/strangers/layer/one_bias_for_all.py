"""All neurons of the layer are given one and the same bias."""

from engine import Value
from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.b = Value(0.0)
        self.neurons = []
        for _ in range(nout):
            neuron = Neuron(nin)
            neuron.b = self.b
            self.neurons.append(neuron)

    def __call__(self, x):
        outs = [n(x) for n in self.neurons]
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        return [w for n in self.neurons for w in n.w] + [self.b]
