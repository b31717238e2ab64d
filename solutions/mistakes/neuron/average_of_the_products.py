"""N37: You take the average of the products, and a neuron takes their sum.

If you divide by the number of inputs, every weight counts less than it says, and its gradient
shrinks, too. The neuron can learn larger weights instead, but it computes another function.

Try a neuron with one input, and then with two: where does your output begin to differ?

1. What do you do with the sum before the bias joins it?
2. The pre-activation is the plain sum of all products and the bias.
3. Take the division away; the sum goes into tanh as it is.
"""


def __call__(self, x):
    products = [wi * xi for wi, xi in zip(self.w, x)]
    pre_activation = sum(products) / len(products) + self.b
    return pre_activation.tanh()
