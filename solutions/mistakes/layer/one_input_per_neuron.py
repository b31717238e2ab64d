"""L17: You give each neuron a single input, and each one should read them all.

A neuron has a weight for every input, and it expects a list of them. Given one number it stops with
an error, because a number cannot be walked through.

Print what you pass to the first neuron: it should be the whole of x.

1. How much of x does each of your neurons get to read?
2. Every neuron reads the whole of x; what differs between them are the weights.
3. Call each neuron with x itself, without an index and without pairing.
"""


def __call__(self, x):
    outputs = [self.neurons[i](x[i]) for i in range(len(self.neurons))]
    return outputs[0] if len(outputs) == 1 else outputs
