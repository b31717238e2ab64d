"""N45: You multiply the whole list of weights by the inputs, and lists cannot do that.

Python cannot multiply a list by a list, so the line stops with a TypeError. Here every product is
made one at a time, of Values.

Try [1, 2] * [3, 4] at the prompt and read the error.

1. What are the types of the two things that you multiply?
2. Each weight is multiplied by its own input, and the products are then added up.
3. Walk over weights and inputs in pairs (zip), multiply each pair, and sum the products.
"""


def __call__(self, x):
    pre_activation = self.w * x + self.b
    return pre_activation.tanh()
