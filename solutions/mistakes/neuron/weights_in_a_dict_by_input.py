"""N64-dict: Your dict has one weight for each input value, so two equal inputs are one.

A dict holds each key once. If two inputs are the same number, the second weight takes the place of
the first. One product is then missing.

Print dict(zip([0.5, 0.5], [1, 2])).

1. How many products are in your sum if two inputs are equal?
2. What pairs a weight with an input is their place, whatever number stands there.
3. Go through the pairs that zip gives, and make no dict of them.
"""


def __call__(self, x):
    pairs = dict(zip(x, self.w))
    return sum((wi * xi for xi, wi in pairs.items()), self.b).tanh()
