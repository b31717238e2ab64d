"""M33: Your first layer is called twice: it reads its own output.

Where that is as wide as the input, or nothing complains, the answer of the network is wrong. It
happens where the first layer is called before a loop, and the loop begins with it once more.

Count the calls: MLP(3, [4, 4, 1]) calls each of its three layers once.

1. Which layer does the first turn of your loop call?
2. The loop goes over all layers. What it starts from is x itself.
3. Delete the call in front of the loop, and let the loop start from x.
"""


def __call__(self, x):
    out = self.layers[0](x)
    for layer in self.layers:
        out = layer(out)
    return out
