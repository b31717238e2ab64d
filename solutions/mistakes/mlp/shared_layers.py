"""M09-shared: Layers of the same size are one and the same layer in your network.

A layer that is used in two places has one set of weights for both, so they can only learn the same
thing. With [4, 4, 1] every layer has another size, and nothing shows.

Try MLP(3, [3, 3, 1]): is model.layers[0] the same object as model.layers[1]?

1. How many different layers does your MLP(3, [3, 3, 1]) have?
2. Each place in the network has a layer of its own, also when the sizes repeat.
3. Make a new Layer in every turn, whatever you have made before.
"""


def __init__(self, nin, nouts):
    sizes = [nin, *nouts]
    made = {}
    self.layers = []
    for i in range(len(nouts)):
        shape = (sizes[i], sizes[i + 1])
        if shape not in made:
            made[shape] = Layer(*shape)
        self.layers.append(made[shape])
