"""M02: Only your first layer is used.

The other layers never run and get no gradient. Does a `return` stand inside your loop? It leaves
the method on the spot, before the second layer has its turn.

Count the outputs of an MLP(3, [4, 4, 1]): there should be one.

1. How many layers have run when your method ends?
2. The loop takes x through all layers; the return comes once, after it.
3. Loop over self.layers, and indent the return as far as the for: it comes after the loop.

Seen: Nightshade14/my_micrograd, later fixed
"""


def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
        return x
