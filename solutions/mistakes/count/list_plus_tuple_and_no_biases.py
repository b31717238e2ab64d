"""C17-biases: You forget the biases, and you add nouts to a list with a plus.

Each neuron has one bias, which learns like a weight: 9 of the 41 parameters of MLP(3, [4, 4, 1]).
And Python joins a list with a list only, so your plus stops when the widths come in a tuple.

How many numbers does one neuron with 3 inputs learn?

1. Which parameter belongs to a neuron and to no input? And what is [3] + (4, 4, 1) in Python?
2. Count one more for each neuron. A star puts the items of any sequence into a new list.
3. Add b to your product; and make one list of nin and the items of nouts, with a star.
"""


def count_parameters(nin, nouts):
    sizes = [nin]
    sizes = sizes + nouts
    return sum(a * b for a, b in zip(sizes, sizes[1:]))
