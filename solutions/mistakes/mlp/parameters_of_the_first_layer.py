"""M12-first: Your parameters() returns in the first turn of its loop, so it lists one layer.

A return leaves the method on the spot, and the loop with it. The other layers would never learn:
MLP(3, [4, 4, 1]) lists 16 parameters instead of 41.

Print len(model.parameters()) of an MLP(3, [4, 4, 1]), and which layer they belong to.

1. How many turns does your loop make before the method ends?
2. The loop gathers from all layers; the return comes once, after it.
3. Indent the return as far as the for, and not as far as the line inside it.
"""


def parameters(self):
    params = []
    for layer in self.layers:
        params.extend(layer.parameters())
        return params
