"""L15: A call of your layer returns None.

A function without a return gives None. The outputs of your neurons are then lost at the end of the
call, and the next layer finds no inputs to read. Your network then stops with an error.

Print layer(x).

1. What does print(layer(x)) show?
2. A call hands back what stands after return; without return that is None.
3. End the method with a return: the one item if there is only one, otherwise the list.
"""


def __call__(self, x):
    outputs = []
    for neuron in self.neurons:
        outputs.append(neuron(x))
