"""You loop over the number nout itself, and a loop needs something to go through.

nout is one number. A for goes through the items of something, so Python stops with the words that
an int is not iterable, and no layer is made.

Try list(range(2)), and then list(2).
"""

from neuron import Neuron

ID = "L35-range"

HINTS = (
    "What should the for in your __init__ go through?",
    "range turns a number into that many turns.",
    "Put range, with nout in its brackets, after the word in.",
)

SEEN = "LeslieKid, and one more author"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in nout]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
