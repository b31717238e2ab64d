"""N58: You draw random numbers in the call, so the same input gets another answer each time.

Chance belongs in __init__, where each weight gets its first number. If the answer changes by
itself, nobody can tell which weight helped, so the neuron cannot learn.

Call your neuron twice with the same input and compare the outputs.

1. Does your neuron give the same answer if you ask it the same thing twice?
2. A call adds up products and the bias, and squashes the sum. It leaves nothing to chance.
3. In the call, take out what comes from random.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return (pre_activation + random.gauss(0, 0.1)).tanh()
