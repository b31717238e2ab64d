"""You return pairs of a neuron and its output, and only the outputs are asked for.

The next layer multiplies what it gets by its weights, and it cannot multiply a pair. Which neuron
said what can be told from the order alone.

Print the type of the first item of your output: it should be Value.
"""

from neuron import Neuron

ID = "L23"

HINTS = (
    "What is the first thing in your output: a Value, or something with a Value in it?",
    "The outputs stand in the order of the neurons, so the neurons need not come with them.",
    "Build a list with what each neuron returns for x, and leave the neuron itself out.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = tuple((neuron, neuron(x)) for neuron in self.neurons)
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
