"""The list of parameters grows by extend, one layer at a time, and stays flat."""


def parameters(self):
    params = []
    for layer in self.layers:
        params.extend(layer.parameters())
    return params
