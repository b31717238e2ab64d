"""N22-all: You have one weight, and every input is multiplied by it.

With a shared weight only the sum of the inputs counts. Your neuron cannot learn that one input
matters more than another. Each input needs a weight of its own.

Call a Neuron(2) with [1.0, 0.0] and with [0.0, 1.0]: are the two outputs the same?

1. How many weights does your Neuron(3) have, and how many inputs?
2. There are as many weights as inputs, and each input meets its own.
3. Make nin Values for w in a comprehension, and walk over w and x together with zip.
"""


def __init__(self, nin):
    self.w = [Value(random.uniform(-1, 1))]
    self.b = Value(0.0)


def __call__(self, x):
    pre_activation = sum((self.w[0] * xi for xi in x), self.b)
    return pre_activation.tanh()
