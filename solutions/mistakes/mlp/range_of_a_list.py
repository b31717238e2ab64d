"""M16-range: You give range a list, and it needs a number from you.

nouts is the list of widths. range counts up to a number. So Python stops, says that it cannot read
a list as an integer, and makes no network.

Try range([4, 4, 1]), and then range(3), at the prompt.

1. What is the type of the thing that you give to range?
2. There are as many layers as there are numbers in nouts.
3. Ask for the length of nouts with len, and give that number to range.
Seen: one public version
"""


def __init__(self, nin, nouts):
    sizes = [nin, *nouts]
    self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(nouts)]
