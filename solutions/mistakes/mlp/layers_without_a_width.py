"""M16-one: You tell each layer how many values come in, but not how many go out.

Layer takes two numbers: nin and nout. With one of them Python stops, names the missing argument,
and makes no network.

Read the last line of the error, and compare it with the def line of Layer's __init__.

1. Which two numbers does a Layer need?
2. A layer stands between two neighbours in the list of sizes: one comes in, the other goes out.
3. Add a second argument: the number one place further on in the list of sizes.
Seen: Gyakobo
"""


def __init__(self, nin, nouts):
    sizes = [nin, *nouts]
    self.layers = [Layer(sizes[i]) for i in range(len(nouts))]
