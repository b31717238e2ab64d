"""M14-layers: Your parameters() lists the layers, and not their Values.

Training changes the data of each parameter by its grad, and a layer has neither of them. The Values
are further down, and each layer can list its own.

Print model.parameters()[0].data: it should be a number.

1. Can training change the data of an item in your list?
2. Each layer has parameters of its own; the network lists all of those.
3. Use two for clauses: one takes each layer, the other each Value that this layer lists.
"""


def parameters(self):
    return self.layers
