"""Your neurons are not found under the name neurons.

These checks and the drawings look for layer.neurons. Under another name nobody can reach them,
however right they are.

Print vars(layer): which names are there?
"""

from neuron import Neuron

ID = "L18"

HINTS = (
    "Under which name does your layer keep its neurons?",
    "The lesson calls the list neurons, on self.",
    "Rename the attribute everywhere in the class; nothing else has to change.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.ns = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [n(x) for n in self.ns]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for n in self.ns for p in n.parameters()]
