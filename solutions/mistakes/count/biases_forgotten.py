"""C01: You count the weights and forget the biases.

Every neuron has one bias, and it learns like a weight. Small networks have many of them: 9 of the
41 parameters of MLP(3, [4, 4, 1]).

How many numbers does one neuron with 3 inputs learn?

1. How many numbers does one neuron with 3 inputs learn? 3, or more?
2. A neuron has one number for each input, and one more that belongs to no input.
3. Count one more for each neuron than it has inputs.
"""


def count_parameters(nin, nouts):
    total = 0
    for nout in nouts:
        total += nout * nin
        nin = nout
    return total
