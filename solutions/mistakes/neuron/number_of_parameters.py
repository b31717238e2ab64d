"""N34-length: Your parameters() returns how many there are, and not the parameters themselves.

The count is right. But training needs the Values, and whoever has the list can count it with len.

Print neuron.parameters(): it should show a list of Values.

1. Can you go through the result of your parameters() in a for loop?
2. parameters() answers which Values can be learned; the count follows from that.
3. Return the list that you count: all the weights, and the bias as one more item.
"""


def parameters(self):
    return len(self.w) + 1
