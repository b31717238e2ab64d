"""L02-swapped: You have nin and nout the wrong way round in your layer.

Your Layer(3, 2) has three neurons with two weights each. It then gives three outputs, and one of
the three inputs has no weight.

Print len(layer.neurons) and len(layer.neurons[0].w) of a Layer(3, 2): 2 and 3 are right.

1. How many outputs does your Layer(3, 2) give?
2. A neuron is as wide as what it reads; a layer gives one output for each neuron it has.
3. Exchange the two names in the line that builds the neurons.
Seen: one public version
"""


def __init__(self, nin, nout):
    self.neurons = [Neuron(nout) for _ in range(nin)]
