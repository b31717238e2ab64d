"""itertools pours the neurons' lists into one, and list keeps the result."""

import itertools


def parameters(self):
    lists = (neuron.parameters() for neuron in self.neurons)
    return list(itertools.chain.from_iterable(lists))
