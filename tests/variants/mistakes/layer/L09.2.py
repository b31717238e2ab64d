"""The call asks neurons that it makes on the spot, not those kept on self."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.nin, self.nout = nin, nout
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outs = []
        for _ in range(self.nout):
            fresh = Neuron(self.nin)
            outs.append(fresh(x))
        if len(outs) == 1:
            return outs[0]
        return outs

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
