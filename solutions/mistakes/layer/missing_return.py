"""A call of your layer gives None: it returns nothing.

A function that ends without return gives None. What the neurons say is lost if it is not
returned, and the next layer has nothing to read.

Print layer(x).
"""

from neuron import Neuron

ID = "L15"

HINTS = (
    "What does print(layer(x)) show?",
    "A call hands back what stands after return; without return that is None.",
    "End the method with a return: the one item if there is only one, otherwise the list.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = []
        for neuron in self.neurons:
            outputs.append(neuron(x))

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
