"""A comprehension with two fors goes over n.w and never reaches n.b."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outs = [self.neurons[j](x) for j in range(len(self.neurons))]
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        return [weight for n in self.neurons for weight in n.w]
