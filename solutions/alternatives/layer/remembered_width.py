"""The layer keeps nin and nout, and decides by nout whether there is one output or several."""


def __init__(self, nin, nout):
    self.nin, self.nout = nin, nout
    self.neurons = [Neuron(nin) for _ in range(nout)]


def __call__(self, x):
    if self.nout == 1:
        return self.neurons[0](x)
    return [neuron(x) for neuron in self.neurons]
