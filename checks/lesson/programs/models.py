"""The small networks that a learner's functions are given: made from tables, by no class of theirs.

A table says which operations to do, in which order, on a row of numbers: first the parameters, then
the inputs, then one result after the other. The tables come with the scenarios. Each neuron in
them ends in one tanh of its weighted sum, which is what makes the three factors of a gradient
(upstream, slope, input) well defined: the slope is that of this tanh, and nothing stands between
it and the next layer.
"""

OPERATIONS = {
    "*": lambda a, b: a * b,
    "+": lambda a, b: a + b,
    "tanh": lambda a: a.tanh(),
}


class Circuit:
    """Parameters, and a table of operations on them and on the inputs: a part of a network."""

    def __init__(self, values, table):
        self._values, self._table = values, table

    def __call__(self, x):
        places = self._table["inputs"]
        if len(x) != len(places):
            raise ValueError(f"{len(places)} inputs are needed here, and {len(x)} came")
        row = {**self._values, **dict(zip(places, x))}
        for place, operation, *operands in self._table["steps"]:
            row[place] = OPERATIONS[operation](*(row[k] for k in operands))
        results = [row[k] for k in self._table["results"]]
        return results if len(results) > 1 else results[0]

    def parameters(self):
        return list(self._values.values())


def network(Value, given):
    """Build a network: circuits for the whole, for its layers and for their neurons."""
    values = [Value(number) for number in given["numbers"]]
    model = _circuit(values, given)
    model.layers = []
    for layer_table in given["layers"]:
        layer = _circuit(values, layer_table)
        layer.neurons = [_circuit(values, table) for table in layer_table["neurons"]]
        for neuron in layer.neurons:
            *neuron.w, neuron.b = neuron.parameters()
        model.layers.append(layer)
    return model


def _circuit(values, table):
    first, last = table["parameters"]
    return Circuit(dict(zip(range(first, last), values[first:last])), table)
