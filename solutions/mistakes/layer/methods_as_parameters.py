"""Your list holds the method parameters of each neuron, and not what it returns.

Without brackets a method is only named, and does not run. So your list holds pieces of code, and no
Values.

Print layer.parameters(): you will see the words bound method.
"""

from neuron import Neuron

ID = "L14-methods"

HINTS = (
    "What do the items of your list look like when you print them?",
    "A method runs only with brackets after its name, and here it gives a list.",
    "Add the brackets, and pour out each list into your own with a second for.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [neuron.parameters for neuron in self.neurons]
