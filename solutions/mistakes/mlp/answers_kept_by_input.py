"""M32: Your network keeps its answers, and gives old ones after its weights have changed.

An answer fits one input and the weights of one moment. After a step of training, the network would
still say what it said before, and the loss would never fall.

Call your network, set the data of a bias to 5.0, and call it again with the same input.

1. What does your call compute once the weights have moved?
2. Between calls, keep the layers alone.
3. Take the dict out of your network, and go through all layers each time.
"""


def __call__(self, x):
    key = tuple(x)
    kept = self.__dict__.setdefault("kept", {})
    if key not in kept:
        for layer in self.layers:
            x = layer(x)
        kept[key] = x
    return kept[key]
