"""Neighbours are paired within nouts only, so the layer that reads the input is missing."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        self.layers = []
        for i in range(len(nouts) - 1):
            self.layers.append(Layer(nouts[i], nouts[i + 1]))

    def __call__(self, x):
        signal = x
        for layer in self.layers:
            signal = layer(signal)
        return signal

    def parameters(self):
        params = []
        for layer in self.layers:
            params += layer.parameters()
        return params
