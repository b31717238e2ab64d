"""L12: Your parameters() is a list of lists, one for each neuron.

Training goes through the list once and expects a Value each time. Each item of yours is a list.
Layer(3, 2) counts 2 things instead of 8.

Print len(layer.parameters()) of a Layer(3, 2), and the type of its first item.

1. What do you find at position 0 of your list?
2. append puts a list in as one thing; extend puts in what the list holds.
3. Two for clauses do it: each neuron, then each Value that this neuron lists, all in one list.
Seen: the most common fault met: 8 authors, BobertoBobkins among them
"""


def parameters(self):
    params = []
    for neuron in self.neurons:
        params.append(neuron.parameters())
    return params
