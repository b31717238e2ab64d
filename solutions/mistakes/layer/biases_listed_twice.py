"""L19: Your parameters() lists every bias two times.

What a neuron's parameters() returns has the bias in it already. Each step of training moves a Value
twice if your list has it twice.

Compare len(layer.parameters()) of a Layer(3, 2) with the number of different ids in the list.

1. How many different Values are in your list, and how long is it?
2. A neuron's own list is complete: the weights and the bias.
3. Extend your list by what each neuron gives, and by nothing else.
"""


def parameters(self):
    params = []
    for neuron in self.neurons:
        params.extend(neuron.parameters())
        params.append(neuron.b)
    return params
