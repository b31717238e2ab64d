"""nin and nout change places: nin neurons with nout inputs."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = []
        for _ in range(nin):
            self.neurons.append(Neuron(nout))

    def __call__(self, x):
        out = [neuron(x) for neuron in self.neurons]
        if len(out) == 1:
            out = out[0]
        return out

    def parameters(self):
        params = []
        for neuron in self.neurons:
            params += neuron.parameters()
        return params
