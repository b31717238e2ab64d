"""M25: You return the first output only, also when your network has several.

The last layer unwraps a single output by itself. When it gives a list, all of its items are
answers, and those behind the first are lost in your network.

Print the output of an MLP(3, [4, 2]): there should be two Values in a list.

1. How many values should an MLP(3, [4, 2]) give?
2. The network returns what its last layer returns, in the form in which it comes.
3. After the loop, return x as it is, without an index and without a condition.
"""


def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0] if isinstance(x, list) else x
