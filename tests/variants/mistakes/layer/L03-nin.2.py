"""The comprehension runs over range(nin) instead of range(nout)."""

import neuron


class Layer:
    def __init__(self, nin, nout):
        print(f"Layer with {nin} inputs and {nout} neurons")
        self.neurons = [neuron.Neuron(nin) for i in range(nin)]

    def __call__(self, x):
        outs = tuple(n(x) for n in self.neurons)
        if len(outs) == 1:
            return outs[0]
        return list(outs)

    def parameters(self):
        return sum((n.parameters() for n in self.neurons), [])
