"""L14-neurons: Your parameters() lists the neurons, and not their Values.

Training changes the data of each parameter by its grad, and a neuron has neither of them. The
Values are one level down, in each neuron.

Print layer.parameters()[0].data of a Layer(3, 2): it should be a number.

1. Can training change the data of an item in your list?
2. Each neuron has parameters of its own; the layer lists all of those.
3. Use two for clauses: one takes each neuron, the other each Value that this neuron lists.
"""


def parameters(self):
    return self.neurons
