"""The arguments of __init__ are in the wrong order."""

from neuron import Neuron


class Layer:
    def __init__(self, nout, nin):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        results = list()
        for n in self.neurons:
            results.append(n(x))
        return results[0] if len(results) == 1 else results

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
