"""The list is set anew for each neuron, so that of the last one remains."""

import neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = []
        for _ in range(nout):
            self.neurons.append(neuron.Neuron(nin))

    def __call__(self, x):
        outs = []
        for n in self.neurons:
            outs.append(n(x))
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        for n in self.neurons:
            params = []
            for p in n.parameters():
                params.append(p)
        return params
