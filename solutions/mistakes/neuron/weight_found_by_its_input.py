"""N64: You look up the weight by the input's value, so equal inputs share one weight.

index gives the first place where a value stands. Where two inputs are the same number, the weight
of the second one is not used and learns nothing.

Print [0.5, 1.2, 0.5].index(v), where v is 0.5, then 1.2, then 0.5.

1. Which weight does your second of two equal inputs meet?
2. What pairs a weight with an input is their place, whatever number stands there.
3. Go through weights and inputs side by side with zip, or count the places with enumerate.
"""


def __call__(self, x):
    total = self.b
    for xi in x:
        total = total + self.w[x.index(xi)] * xi
    return total.tanh()
