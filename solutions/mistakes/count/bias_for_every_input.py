"""You count a bias for each input of a layer, and each neuron has one.

The bias belongs to the neuron that adds it, at its outgoing side. A layer with 3 inputs and 4
neurons has 4 biases, not 3.

Count the biases of a layer with 3 inputs and 1 neuron.
"""

ID = "C09"

HINTS = (
    "How many biases does a layer with 3 inputs and 1 neuron have?",
    "Inputs have weights; neurons have biases.",
    "Add nout biases for a layer, not nin.",
)

SEEN = "own analysis; the two sizes of a layer are easily mixed up"


def count_parameters(nin, nouts):
    total = 0
    for nout in nouts:
        total += nout * nin + nin
        nin = nout
    return total
