"""You return the first output only, also when your layer has several.

Taking the first item is right for one neuron. With more of them, the other outputs are lost: the
next layer cannot hear them, and their neurons get gradient 0.

Print the output of a Layer(3, 2): there should be two Values in a list.
"""

from neuron import Neuron

ID = "L04-first"

HINTS = (
    "How many outputs does your Layer(3, 4) give?",
    "One output comes as itself; two or more come together, as a list.",
    "Take the first item only under a condition: that the list has no other.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0]

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
