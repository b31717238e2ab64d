"""You pass on plain numbers, and the next layer needs the Values.

data is only the number and has no parents. backward() cannot get past it, so this layer and all
before it would get no gradient.

Print the type of what your Layer(3, 1) returns, and try to call backward() on it.
"""

from neuron import Neuron

ID = "L10"

HINTS = (
    "What is the type of your outputs?",
    "What travels from layer to layer are Values: they remember the way back.",
    "Put the answer of each neuron into the list, and leave its data inside.",
)

SEEN = "one public version"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x).data for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
