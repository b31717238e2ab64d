"""N73: Your weights meet the inputs one place too late: w[0] meets x[1].

The first input does not count, the last weight is not used, and each other weight belongs to its
neighbour.

Change the first input only: the output should move.

1. Which input does w[0] meet?
2. x holds inputs alone, from its first item on.
3. Pair the weights with x itself, without square brackets behind it.
"""


def __call__(self, x):
    return sum((wi * xi for wi, xi in zip(self.w, x[1:])), self.b).tanh()
