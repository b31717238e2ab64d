"""N40: You write out tanh by hand, and your formula lacks its division.

tanh is a fraction: the difference of the two exponentials over their sum. The difference alone
grows without limit, and the output leaves (-1, 1).

Call your neuron where the pre-activation is 3.0: tanh(3.0) is 0.9951, and yours is about 20.

1. How large does your output become when the sum is 3?
2. The difference of the two exponentials is divided by their sum.
3. Ask the sum for its own tanh method, or divide your difference by the sum of the two.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return pre_activation.exp() - (-pre_activation).exp()
