"""N70: You write out tanh by hand, and round brackets are missing in its fraction.

/ comes before + and -. In e - 1 / e + 1 only the 1 is divided by e, and the output leaves (-1, 1).

Print 3 - 1 / 3 + 1 and (3 - 1) / (3 + 1).

1. Which part of your formula is divided, and by what?
2. A fraction of two sums needs round brackets, around what stands above and what stands below.
3. Ask the sum for its own tanh method, or put brackets around both parts of your fraction.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    e = (2 * pre_activation).exp()
    return e - 1 / e + 1
