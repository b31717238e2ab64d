"""M15-nested: Your parameters() is a list of lists, one for each layer.

Training goes through the list once and expects a Value each time. Each item of yours is a list.
MLP(3, [4, 4, 1]) counts 3 things instead of 41.

Print len(model.parameters()) of an MLP(3, [4, 4, 1]), and the type of its first item.

1. What do you find at position 0 of your list?
2. What is wanted has one level only: Values, with no lists among them.
3. Two for clauses do it: each layer, then each Value that this layer lists, all in one list.
Seen: the most common fault met: 8 authors, BobertoBobkins among them
"""


def parameters(self):
    return [layer.parameters() for layer in self.layers]
