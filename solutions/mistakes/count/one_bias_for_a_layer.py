"""You count one bias for each layer, and each neuron has its own.

The bias says how easily a neuron fires when its inputs say nothing. If all neurons of a layer
shared it, they could not differ in that.

How many biases do the 4 neurons of a layer have?
"""

ID = "C07"

HINTS = (
    "How many biases do 4 neurons side by side have?",
    "The bias belongs to the neuron, not to the layer.",
    "Add nout biases for a layer, not 1.",
)

SEEN = "own analysis; a bias of the layer in code is L18"


def count_parameters(nin, nouts):
    total = 0
    for nout in nouts:
        total += nout * nin + 1
        nin = nout
    return total
