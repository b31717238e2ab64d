"""L05: You add the outputs of your neurons up, and a layer keeps them apart.

Each neuron has found something of its own, and the next layer decides how much each of them counts.
In a sum they can no longer be told apart.

Print the output of a Layer(3, 2): there should be two Values in a list.

1. How many numbers should a Layer(3, 2) give?
2. A layer passes its neurons' answers on, side by side. Adding up is a neuron's work.
3. Collect the answers in a list instead of a sum.
"""


def __call__(self, x):
    return sum(neuron(x) for neuron in self.neurons)
