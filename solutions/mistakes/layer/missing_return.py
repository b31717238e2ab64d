"""L15: A call of your layer returns None.

A function without a return gives None. So does one whose code stands inside the text in quotation
marks below its def. The next layer then finds no inputs to read.

Print layer(x).

1. What does print(layer(x)) show?
2. A call hands back what stands after return; without return that is None.
3. End the method with a return: the one item if there is only one, otherwise the list.
"""


def __call__(self, x):
    outputs = []
    for neuron in self.neurons:
        outputs.append(neuron(x))
