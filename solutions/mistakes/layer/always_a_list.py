"""Your maths is right, but you also put a single output in a list.

A network that ends in one neuron should give a Value that you can call backward() on straight away.
A list is a good choice, too, and some versions of this lesson make it; here a single output comes
as itself.

Print the output of a Layer(3, 1) and look for square brackets.
"""

from neuron import Neuron

ID = "L04"

HINTS = (
    "What does your Layer(3, 1) return, and does it have a backward()?",
    "Several outputs come as a list; one output comes as the Value itself.",
    "Ask how long the list is: if there is one item, return that item, otherwise the list.",
)

SEEN = "10 of 64 public rewrites; EurekaLabsAI/micrograd PR #7; karpathy/micrograd PR #13"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        return [neuron(x) for neuron in self.neurons]

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
