"""A multi-layer perceptron (MLP): layers in a row, each reading the output of the one before."""

from layer import Layer


class MLP:
    """nin inputs, then one layer for each number in nouts.

    layers   list of `Layer`s; MLP(3, [4, 4, 1]) has Layer(3, 4), Layer(4, 4), Layer(4, 1).
    """

    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(n, m) for n, m in zip(sizes, nouts)]

    def __call__(self, x):
        """Return the output of the last layer: a list of `Value`s, or one `Value` for width 1.

        Args:
            x: nin inputs, each an int, a float or a `Value`.
        """
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        """Return the parameters of all layers in one flat list of `Value`s, each once.

        It answers "what can this network learn?" in one place. Training, counting and setting
        gradients back to 0 need this list, and nothing else about the network.

        MLP(3, [4, 4, 1]) has (3*4 + 4) + (4*4 + 4) + (4*1 + 1) = 41 of them.
        """
        # TODO: put the parameters of all layers into one flat list.
        raise NotImplementedError
