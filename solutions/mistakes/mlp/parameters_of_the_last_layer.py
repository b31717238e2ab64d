"""M12-last: Your parameters() lists the last layer only.

The other layers never learn: MLP(3, [4, 4, 1]) lists 5 parameters instead of 41. If a name gets a
new list in each turn of a loop, the list before it is gone.

Print len(model.parameters()) of an MLP(3, [4, 4, 1]), and which layer they belong to.

1. Which layers do the Values in your list belong to?
2. Start with an empty list before the loop, and let every turn add to it.
3. Let every turn put its layer's parameters at the end of one list, and return the full list.
"""


def parameters(self):
    for layer in self.layers:
        params = layer.parameters()
    return params
