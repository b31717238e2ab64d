"""L13-weights: Your parameters() lists the weights and leaves out the biases.

A bias that is not on the list never learns. Layer(3, 2) has 6 weights and 2 biases, and your list
stops at 6.

Print len(layer.parameters()) of a Layer(3, 2): it should be 8.

1. How many parameters does one Neuron(3) have?
2. A neuron can list all that it learns: ask it for its parameters, not only for w.
3. In the inner loop, go over what each neuron's parameters() returns.
"""


def parameters(self):
    return [w for neuron in self.neurons for w in neuron.w]
