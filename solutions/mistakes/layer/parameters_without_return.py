"""L16: Your parameters() returns None.

A function without a return gives None. So does one whose code stands inside the text in quotation
marks below its def. The list that your method makes is then lost, and
training finds no Value that it can move.

Print layer.parameters().

1. What does print(layer.parameters()) show?
2. extend changes the list in place and gives nothing back, so the list itself must be returned.
3. One list takes in all parameters; the last line, level with the for, returns that list.
"""


def parameters(self):
    params = []
    for neuron in self.neurons:
        params.extend(neuron.parameters())
