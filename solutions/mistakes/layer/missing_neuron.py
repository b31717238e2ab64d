"""L03-fewer: Your layer has one neuron too few.

A layer gives one output for each neuron, so one output is missing. The next layer has a weight that
no input reaches.

Print len(layer.neurons) of a Layer(3, 2), and of a Layer(3, 1).

1. How many neurons does your Layer(3, 2) have?
2. range(n) has n numbers; range(1, n) has one fewer.
3. Count from 0 up to nout when you make the neurons, and take nothing away.
"""


def __init__(self, nin, nout):
    self.neurons = [Neuron(nin) for _ in range(1, nout)]
