"""L15: A call of your layer gives None: it returns nothing.

A function that ends without return gives None. What the neurons say is lost if it is not
returned, and the next layer has nothing to read.

Print layer(x).

1. What does print(layer(x)) show?
2. A call hands back what stands after return; without return that is None.
3. End the method with a return: the one item if there is only one, otherwise the list.
"""


def __call__(self, x):
    outputs = []
    for neuron in self.neurons:
        outputs.append(neuron(x))
