"""N34-none: Your parameters() gives None: it returns nothing.

A function that ends without return gives None, and None has no length and no items: a list
that is made in it is lost.

Print neuron.parameters().

1. What does print(neuron.parameters()) show?
2. What a method makes is lost at its end, unless it is returned.
3. Let the last line of the method return one list with all weights and the bias.
"""


def parameters(self):
    params = list(self.w)
    params.append(self.b)
