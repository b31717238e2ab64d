"""N34-length: Your parameters() returns the number of parameters, and not the Values.

The count is right. But training needs the Values: it moves each of them by its gradient. You can
count a list with len.

Print neuron.parameters(): it should show a list of Values.

1. Can you go through the result of your parameters() in a for loop?
2. parameters() answers which Values can be learned; the count follows from that.
3. Return the list that you count: all the weights, and the bias as one more item.
"""


def parameters(self):
    return len(self.w) + 1
