"""L13-first: Your parameters() returns in the first turn of its loop, so it lists one neuron.

A return leaves the method on the spot, and the loop with it. The other neurons would never learn.

Print len(layer.parameters()) of a Layer(3, 2): it should be 8.

1. How many turns does your loop make before the method ends?
2. The loop gathers from all neurons; the return comes once, after it.
3. Indent the return as far as the for, and not as far as the line inside it.
"""


def parameters(self):
    params = []
    for neuron in self.neurons:
        params.extend(neuron.parameters())
        return params
