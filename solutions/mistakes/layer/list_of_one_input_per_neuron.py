"""L17-single: You give each neuron a list with one input, and each one has to read all of them.

In each neuron there is an input for the first weight only. And when there are fewer inputs than
neurons, some outputs are missing.

Change the last input only, and look at which outputs move: all of them should.

1. How much of x does each of your neurons get to read?
2. Every neuron reads the whole of x; what differs between them are the weights.
3. Walk over the neurons alone, without zip, and call each one with x itself.
"""


def __call__(self, x):
    outputs = [neuron([xi]) for neuron, xi in zip(self.neurons, x)]
    return outputs[0] if len(outputs) == 1 else outputs
