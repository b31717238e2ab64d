"""Loops with append and extend build the same flat lists as comprehensions."""


def __init__(self, nin, nout):
    self.neurons = []
    for _ in range(nout):
        self.neurons.append(Neuron(nin))


def __call__(self, x):
    outputs = []
    for neuron in self.neurons:
        outputs.append(neuron(x))
    if len(outputs) == 1:
        return outputs[0]
    return outputs


def parameters(self):
    params = []
    for neuron in self.neurons:
        params.extend(neuron.parameters())
    return params
