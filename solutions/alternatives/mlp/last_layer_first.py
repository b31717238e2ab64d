"""The parameters come from the last layer first, and training does not mind the order."""


def parameters(self):
    return [p for layer in self.layers[::-1] for p in layer.parameters()]
