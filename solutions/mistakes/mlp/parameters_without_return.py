"""M15-none: Your parameters() gives None: it returns nothing.

A function that ends without return gives None, and None has no length and no items: a list
that is made in it is lost.

Print model.parameters().

1. What does print(model.parameters()) show?
2. extend changes the list in place and gives nothing back, so the list itself must be returned.
3. One list takes in all parameters; the last line, level with the for, returns that list.
Seen: BobertoBobkins
"""


def parameters(self):
    params = []
    for layer in self.layers:
        params.extend(layer.parameters())
