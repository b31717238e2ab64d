"""N18: A comma makes a tuple of your sum, and a tuple has no tanh.

Where does the comma stand? Behind the bracket that closes sum, it makes a pair: the sum without the
bias, and the bias. At the end of the line, it makes a tuple of one.

Print what tanh is asked of, and look for a comma in the line that makes it.

1. What is the type of the thing on which you call tanh?
2. sum takes two arguments: what to add up, and what to start from. Both go inside its brackets.
3. Close the brackets of sum only after the bias, and put no comma behind them.
Seen: karpathy/micrograd #106
"""


def __call__(self, x):
    pre_activation = sum(wi * xi for wi, xi in zip(self.w, x)), self.b
    return pre_activation.tanh()
