"""L15: A call of your layer returns None.

A function gives None without a return, and if what stands behind it gives None: append(), insert(),
sort() and print() do. Code in quotation marks never runs. The next layer finds nothing to read.

Print layer(x).

1. What does print(layer(x)) show?
2. A call hands back what stands after return; without return that is None.
3. End the method with a return: the one item if there is only one, otherwise the list.
"""


def __call__(self, x):
    outputs = []
    for neuron in self.neurons:
        outputs.append(neuron(x))
