"""M12-first: Your parameters() lists the first layer alone.

The other layers never learn: MLP(3, [4, 4, 1]) lists 16 parameters instead of 41. Does a `return`
stand inside your loop? It leaves the method on the spot, and the loop with it.

Print len(model.parameters()) of an MLP(3, [4, 4, 1]), and which layer they belong to.

1. Which layers do the Values in your list belong to?
2. The loop gathers from all layers; the return comes once, after it.
3. Put the parameters of every layer into one list, and return it when the loop is done.
"""


def parameters(self):
    params = []
    for layer in self.layers:
        params.extend(layer.parameters())
        return params
