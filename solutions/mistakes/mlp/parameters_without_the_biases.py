"""M13-weights: Your parameters() lists the weights and leaves out the biases.

A bias that is not on the list never learns. MLP(3, [4, 4, 1]) has 32 weights and 9 biases, and your
list stops at 32.

Print len(model.parameters()) of an MLP(3, [4, 4, 1]): it should be 41.

1. How many parameters does one Neuron(3) have?
2. A layer knows all that it can learn: ask it for its parameters, and not only for weights.
3. One for over the layers, one over what each layer's parameters() returns: that is all.
"""


def parameters(self):
    return [w for layer in self.layers for neuron in layer.neurons for w in neuron.w]
