"""You count neurons, and asked for are the numbers that they learn.

A neuron is no single number: it has a weight for each of its inputs, and a bias. MLP(3, [4, 4, 1])
has 9 neurons and 41 parameters.

How many numbers does one neuron with 3 inputs learn?
"""

ID = "C08"

HINTS = (
    "What are the 9 things that you count in MLP(3, [4, 4, 1])?",
    "Each neuron brings several numbers. How many, if it reads n inputs?",
    "Multiply the neurons of each layer with the number of inputs plus 1.",
)

SEEN = "own analysis"


def count_parameters(nin, nouts):
    return sum(nouts)
