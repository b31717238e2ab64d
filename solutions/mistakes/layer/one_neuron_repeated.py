"""Your layer has one neuron, listed several times.

A list times a number repeats what is in it and makes nothing new: every place holds the same
neuron. All outputs are then equal, and the layer can learn one thing only.

Print the outputs of a Layer(3, 4): are they all the same?
"""

from neuron import Neuron

ID = "L01"

HINTS = (
    "How many different neurons does your Layer(3, 4) have?",
    "Repeating a list repeats the reference. Each place needs a neuron of its own.",
    "Build the list in a comprehension over range(nout), so that Neuron is called in every turn.",
)

SEEN = "a warning in learner notes; cazala/synaptic #202 asks for it on purpose"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin)] * nout

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
