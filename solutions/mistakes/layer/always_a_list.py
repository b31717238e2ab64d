"""L04: Your maths is right, but a single output comes in a list or tuple, too.

A network that ends in one neuron should give a Value that you can call backward() on straight away.
A list is a good choice, too, and some versions of this lesson make it; here a single output comes
as itself.

Print the output of a Layer(3, 1) and look for brackets around it.

1. What does your Layer(3, 1) return, and does it have a backward()?
2. Several outputs come as a list; one output comes as the Value itself.
3. Ask how long the list is: if there is one item, return that item, otherwise the list.
Seen: 10 of 64 public rewrites; EurekaLabsAI/micrograd PR #7; karpathy/micrograd PR #13
"""


def __call__(self, x):
    return [neuron(x) for neuron in self.neurons]
