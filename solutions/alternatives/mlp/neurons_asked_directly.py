"""The network asks the neurons themselves, layer by layer, and gets each Value once."""


def parameters(self):
    params = []
    for layer in self.layers:
        for neuron in layer.neurons:
            params += neuron.parameters()
    return params
