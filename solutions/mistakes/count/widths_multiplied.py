"""You multiply all the sizes, and each layer only has to do with its neighbour.

A product of all sizes would be the number of paths from an input to an output. A weight joins two
neighbouring layers, so the layers' numbers are added up.

Draw 2 inputs, 3 neurons and 1 neuron, and count the lines.
"""

ID = "C10"

HINTS = (
    "Draw a small network and count the lines. What does one more layer do to the count?",
    "Weights lie between neighbours. What one layer has, the others do not change.",
    "Multiply within a layer, and add up over the layers.",
)

SEEN = "own analysis"


def count_parameters(nin, nouts):
    total = nin
    for nout in nouts:
        total *= nout
    return total + sum(nouts)
