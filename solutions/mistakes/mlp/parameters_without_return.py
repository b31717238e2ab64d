"""M15-none: Your parameters() returns None.

A function without a return gives None. So does one whose code stands inside the text in quotation
marks below its def. The list that your method makes is then lost, and
training finds no Value that it can move.

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
