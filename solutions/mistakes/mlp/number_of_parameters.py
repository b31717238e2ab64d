"""M15-count: Your parameters() returns the number of parameters, and not the Values.

The count is right. But training needs the Values: it moves each of them by its gradient. You can
count a list with len.

Print model.parameters(): it should show a list of Values.

1. Can you go through the result of your parameters() in a for loop?
2. parameters() answers which Values can be learned; the count follows from that.
3. Gather the lists of all layers in one list, and return the list instead of its length.
"""


def parameters(self):
    return sum(len(layer.parameters()) for layer in self.layers)
