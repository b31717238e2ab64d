"""N18: Your sum ends before the comma, so the line makes a pair.

Written after the closing bracket, the comma makes a tuple: the sum without the bias, and the bias.
A tuple has no tanh, and nothing has added the two.

Print the result of that line, and look at where the bracket after sum closes.

1. What is the type of the thing on which you call tanh?
2. sum takes two arguments: what to add up, and what to start from. Both go inside its brackets.
3. Give the products brackets of their own, and close those of sum only after the bias.
Seen: karpathy/micrograd #106
"""


def __call__(self, x):
    pre_activation = sum(wi * xi for wi, xi in zip(self.w, x)), self.b
    return pre_activation.tanh()
