"""M02: Only your first layer is used: you return before the second one has its turn.

A return leaves the method on the spot, and a loop with it. The other layers never run and get no
gradient.

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
