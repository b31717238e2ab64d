"""N55: Your sum starts with the second input, so the first one is not heard.

Places in a list are counted from 0. The first weight is never used in your neuron, its gradient
stays 0, and a neuron with a single input hears nothing at all.

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
