"""Each layer is an attribute of its own, layer0, layer1 and so on, and layers is a property."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        self.depth = 0
        width = nin
        for nout in nouts:
            setattr(self, f"layer{self.depth}", Layer(width, nout))
            self.depth += 1
            width = nout

    @property
    def layers(self):
        return [getattr(self, f"layer{i}") for i in range(self.depth)]

    def __call__(self, x):
        i = 0
        while i < self.depth:
            x = getattr(self, f"layer{i}")(x)
            i += 1
        return x

    def parameters(self):
        seen = {}
        for layer in reversed(self.layers):
            for p in layer.parameters():
                seen[id(p)] = p
        return list(seen.values())
