"""Your parameters() lists every parameter two times.

One extend adds all of a neuron's parameters, and then your inner loop adds them again. A Value that
is listed twice is moved twice in every step of training.

A Layer(3, 2) has 8 parameters: what is the length of your list?
"""

from neuron import Neuron

ID = "L19-all"

HINTS = (
    "How many different Values are in your list, and how long is it?",
    "Each parameter is listed once. extend takes a whole list, append a single item.",
    "Keep the extend in your loop, and delete the inner for with its append.",
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
            params.extend(neuron.parameters())
            for p in neuron.parameters():
                params.append(p)
        return params
