"""G12: You put the sum into 1 - z * z, and the output of tanh belongs there.

The rule is the slope of tanh written with tanh's own output. The sum may be 5 or -20; then 1 - z *
z is far below 0, and tanh never falls. With the output in its place the slope stays between 0 and
1.

Compute your slope for a sum of 3.

1. Compute your slope for a sum of 3. Does tanh go down there?
2. The rule 1 - t * t is written with t = tanh(z), not with z.
3. Squash the sum first, keep the result as out, and use out in the rule.
"""


def predict_gradients(w, x, b):
    z = sum(wi * xi for wi, xi in zip(w, x)) + b
    slope = 1 - z * z
    return [slope * xi for xi in x], slope
