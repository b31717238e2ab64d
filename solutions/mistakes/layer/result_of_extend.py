"""You keep what extend gives back, and it gives back None.

extend changes the list in place and returns None. After the first turn of your loop the name no
longer holds a list, and the second turn stops with an error.

Try print([1].extend([2])) at the prompt.
"""

from neuron import Neuron

ID = "L20"

HINTS = (
    "What does your list hold after the first turn of the loop?",
    "extend and append work on the list itself; there is no result to keep.",
    "Write the call of extend on a line of its own, with nothing and no = in front of it.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        params = []
        for neuron in self.neurons:
            params = params.extend(neuron.parameters())
        return params
