"""L03-more: Your layer has one neuron too many.

A layer gives one output for each neuron, so yours gives one too many. The bias needs no place here:
it is inside each neuron.

Print len(layer.neurons) of a Layer(3, 2), and of a Layer(3, 1).

1. How many neurons does your Layer(3, 2) have?
2. nout outputs come from nout neurons; the biases are inside them.
3. Count up to nout when you make the neurons, and add nothing to it.
"""


def __init__(self, nin, nout):
    self.neurons = [Neuron(nin) for _ in range(nout + 1)]
