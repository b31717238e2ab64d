"""C08: You count neurons, and the task is to count the numbers that they learn.

A neuron is no single number: it has a weight for each of its inputs, and a bias. MLP(3, [4, 4, 1])
has 9 neurons and 41 parameters.

How many numbers does one neuron with 3 inputs learn?

1. What are the 9 things that you count in MLP(3, [4, 4, 1])?
2. Each neuron brings several numbers. How many, if it reads n inputs?
3. Multiply the neurons of each layer with the number of inputs plus 1.
"""


def count_parameters(nin, nouts):
    return sum(nouts)
