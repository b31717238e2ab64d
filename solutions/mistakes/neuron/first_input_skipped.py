"""N55: Your sum starts with the second input, so the first one does not count.

Python counts the places in a list from 0. Your neuron never uses its first weight, so the gradient
of that weight stays 0. A neuron with one input then reads nothing at all.

Print list(range(1, 3)): which place of a list of three is missing?

1. Does your output move when you change the first input only?
2. The first item of a list has the index 0, so that is where a loop has to begin.
3. Start from 0, or go over pairs of weights and inputs, without an index.
"""


def __call__(self, x):
    total = self.b
    for i in range(1, len(x)):
        total = total + self.w[i] * x[i]
    return total.tanh()
