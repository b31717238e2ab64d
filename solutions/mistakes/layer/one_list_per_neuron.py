"""Your parameters() is a list of lists, one for each neuron.

Whoever trains goes through the list once and expects a Value each time, but each item of yours is a
list. Layer(3, 2) counts 2 things instead of 8.

Print len(layer.parameters()) of a Layer(3, 2), and the type of its first item.
"""

from neuron import Neuron

ID = "L12"

HINTS = (
    "What do you find at position 0 of your list?",
    "append puts a list in as one thing; extend puts in what the list holds.",
    "Two for clauses do it: each neuron, then each Value that this neuron lists, all in one list.",
)

SEEN = "the most common fault met: 8 authors, BobertoBobkins among them"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        params = []
        for neuron in self.neurons:
            params.append(neuron.parameters())
        return params
