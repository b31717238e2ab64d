"""M15-count: Your parameters() returns how many there are, and not the parameters themselves.

The count is right. But training needs the Values, and whoever has the list can count it with len.

Print model.parameters(): it should show a list of Values.

1. Can you go through the result of your parameters() in a for loop?
2. parameters() answers which Values can be learned; the count follows from that.
3. Gather the lists of all layers in one list, and return the list instead of its length.
"""


def parameters(self):
    return sum(len(layer.parameters()) for layer in self.layers)
