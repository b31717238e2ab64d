"""L03-nin: You make one neuron for each input, and a layer has one for each output.

Every neuron reads all the inputs and gives one output. So it is nout that decides how many there
are, and with nin of them the next layer gets the wrong number of values.

Count the outputs of a Layer(3, 2): there should be 2.

1. How many outputs should a Layer(3, 2) give, and how many does yours give?
2. One output for each neuron, so nout neurons; each of them reads nin inputs.
3. In range, use the other of the two numbers.
"""


def __init__(self, nin, nout):
    self.neurons = [Neuron(nin) for _ in range(nin)]
