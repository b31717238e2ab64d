"""L13-first: Your parameters() lists the first neuron alone.

The other neurons would never learn. Does a `return` stand inside your loop? It leaves the method
on the spot, and the loop with it. A `[0]` takes one list out of many.

Print len(layer.parameters()) of a Layer(3, 2): it should be 8.

1. Whose Values are in your list, and whose are not?
2. The loop gathers from all neurons; the return comes once, after it.
3. Put the parameters of every neuron into one list, and return it when the loop is done.
"""


def parameters(self):
    params = []
    for neuron in self.neurons:
        params.extend(neuron.parameters())
        return params
