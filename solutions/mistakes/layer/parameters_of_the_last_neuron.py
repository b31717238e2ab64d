"""L13-last: Your parameters() lists the last neuron only.

The other neurons would never learn. If a name gets a new list in each turn of a loop, the list
before it is gone.

Print len(layer.parameters()) of a Layer(3, 2): it should be 8.

1. Which neurons do the Values in your list belong to?
2. Start with an empty list before the loop, and let every turn add to it.
3. Let every turn put its neuron's parameters at the end of one list, and return the full list.
"""


def parameters(self):
    for neuron in self.neurons:
        params = neuron.parameters()
    return params
