"""A softmax over the outputs."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        exps = [n(x).exp() for n in self.neurons]
        total = sum(exps)
        outs = [e / total for e in exps]
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
