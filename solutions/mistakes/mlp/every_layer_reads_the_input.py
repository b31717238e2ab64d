"""M01: You give the original input to every layer, so only the last one counts.

A network is deep because each layer works with what the one before it found. Here the earlier
outputs are made and thrown away, and the gradients of the earlier layers are all 0. The later
layers are made for another number of inputs, and Python may say nothing.

Call backward() on the output and print the gradients of the first layer: are they all 0?

1. What does your second layer read?
2. The output of each layer is the input of the next one.
3. Store what a layer returns under the very name that you pass to the next layer.
Seen: five authors or more, two of them in research code; always without an error
"""


def __call__(self, x):
    for layer in self.layers:
        out = layer(x)
    return out
