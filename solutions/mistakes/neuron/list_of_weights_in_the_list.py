"""N28: Your parameters() returns a list that has the list of weights inside it.

Training goes through the list once and expects a Value each time. The first item of yours is a
list. MLP(3, [4, 4, 1]) counts 18 things instead of 41.

Print len(neuron.parameters()) of a Neuron(3), and the type of the first item.

1. What do you find at position 0 of your list?
2. A flat list holds the Values themselves, with no list inside.
3. Pour the weights out into the new list (a star does that), and put the bias after them.
Seen: nested lists are the most common fault met, at all levels: 8 authors
"""


def parameters(self):
    return [self.w, self.b]
