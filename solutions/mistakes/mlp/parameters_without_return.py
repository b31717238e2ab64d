"""M15-none: Your parameters() returns None.

A function gives None without a return, and if what stands behind it gives None: append(), insert(),
sort() and print() do. Code in quotation marks never runs. Training then has nothing it can move.

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
