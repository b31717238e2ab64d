"""N04: You squash each product by itself, and nothing squashes their sum.

A neuron adds up all its inputs and decides once, at the end. If you squash them one by one, the
products can no longer outweigh each other, and their sum can still leave (-1, 1).

Count how often tanh is called for three inputs: once is right. With one input and a bias of 0 you
will see no difference.

1. How often does tanh run in one call of your neuron?
2. Weigh every input, add all of it up, and squash once. tanh comes after the sum, never inside it.
3. Leave each product as it is, and let tanh come after everything has been added up.
"""


def __call__(self, x):
    return sum(((wi * xi).tanh() for wi, xi in zip(self.w, x)), self.b)
