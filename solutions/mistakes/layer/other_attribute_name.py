"""L18: Your neurons are not found under the name neurons.

These checks and the drawings look for layer.neurons. Under another name, or in a variable without
self. in front, no one can reach your neurons.

Print vars(layer): which names are there?

1. Under which name does your layer keep its neurons?
2. The lesson calls the list neurons, on self.
3. Keep the list in self.neurons, with self. in front, everywhere in the class.
"""


def __init__(self, nin, nout):
    self.ns = [Neuron(nin) for _ in range(nout)]


def __call__(self, x):
    outputs = [n(x) for n in self.ns]
    return outputs[0] if len(outputs) == 1 else outputs


def parameters(self):
    return [p for n in self.ns for p in n.parameters()]
