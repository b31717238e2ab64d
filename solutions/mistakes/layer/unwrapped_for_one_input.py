"""You take the list away when there is one input, and not when there is one output.

What comes out is counted in neurons: one neuron gives one Value, several give a list. The number of
inputs has no part in that. With one input, your layer loses all outputs but the first.

Print the outputs of a Layer(1, 2) and of a Layer(2, 1).
"""

from neuron import Neuron

ID = "L21"

HINTS = (
    "Whose length do you look at before you take the list away?",
    "The list goes when it has one item in it, however many inputs there were.",
    "In the condition, ask for the length of outputs in place of x.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(x) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
