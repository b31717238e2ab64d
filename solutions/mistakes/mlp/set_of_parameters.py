"""M13-set: You return the parameters as a set, and this lesson needs a list.

A set holds each Value once, which is good. But it has no order: you cannot ask for the first one,
and a loop over it runs in another order each time. The lesson asks for a flat list.

Write model.parameters()[0] and read the error.

1. Can you ask your result for its first item?
2. A list keeps its order and its positions; a set has neither.
3. Build the same thing with square brackets, so that it is a list from the start.
"""


def parameters(self):
    return {p for layer in self.layers for p in layer.parameters()}
