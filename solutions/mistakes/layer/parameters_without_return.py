"""L16: Your parameters() returns None.

A function gives None without a return, and if what stands behind it gives None: append(), insert(),
sort() and print() do. Code in quotation marks never runs. Training then has nothing it can move.

Print layer.parameters().

1. What does print(layer.parameters()) show?
2. extend changes the list in place and gives nothing back, so the list itself must be returned.
3. One list takes in all parameters; the last line, level with the for, returns that list.
"""


def parameters(self):
    params = []
    for neuron in self.neurons:
        params.extend(neuron.parameters())
