"""The width of the layer before is remembered, but each layer is still made for nin inputs."""

from layer import Layer


class MLP:
    def __init__(self, nin: int, nouts: list[int]) -> None:
        self.layers: list[Layer] = []
        previous = nin
        for width in nouts:
            self.layers.append(Layer(nin, width))
            previous = width
        self.n_outputs = previous

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
