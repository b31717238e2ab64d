"""M15-deep: Your parameters() is a list of lists, one for each neuron.

Training goes through the list once and expects a Value each time. Each item of yours is a list.
MLP(3, [4, 4, 1]) counts 9 things instead of 41.

Print len(model.parameters()) of an MLP(3, [4, 4, 1]), and the type of its first item.

1. What do you find at position 0 of your list?
2. You need not go down to the neurons: each layer's parameters() is flat already.
3. Two for clauses do it: each layer, then each Value that this layer lists, all in one list.
Seen: nested lists are the most common fault met, at all levels: 8 authors
"""


def parameters(self):
    return [neuron.parameters() for layer in self.layers for neuron in layer.neurons]
