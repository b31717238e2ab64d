"""M16-call: You put round brackets after your list, and Python takes that for a call.

Round brackets call, square brackets look something up. A list cannot be called, so Python stops
with a TypeError, and no network is made.

Look at the brackets after the name of your list, both times that you use it.

1. Which kind of brackets looks up an item of a list?
2. An index goes in square brackets; round ones are for calling a function.
3. Change the round brackets around the second index into square ones.
Seen: AnthonyLawn
"""


def __init__(self, nin, nouts):
    sizes = [nin, *nouts]
    self.layers = [Layer(sizes[i], sizes(i + 1)) for i in range(len(nouts))]
