"""One neuron is made before the loop and appended nout times."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        neuron = Neuron(nin)
        self.neurons = []
        for _ in range(nout):
            self.neurons.append(neuron)

    def __call__(self, x):
        outs = []
        for neuron in self.neurons:
            outs.append(neuron(x))
        if len(outs) == 1:
            return outs[0]
        return outs

    def parameters(self):
        params = []
        for neuron in self.neurons:
            params.extend(neuron.parameters())
        return params
