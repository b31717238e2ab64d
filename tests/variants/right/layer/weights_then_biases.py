"""All weights come first and all biases last, in one list made once in __init__."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]
        weights = [w for n in self.neurons for w in n.w]
        biases = [n.b for n in self.neurons]
        self._parameters = weights + biases

    def __call__(self, x):
        outs = []
        for n in self.neurons:
            outs.append(n(x))
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        return self._parameters
