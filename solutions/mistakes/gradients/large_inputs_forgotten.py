"""G41: Your slope is small, but with a large input the product is not.

A gradient is slope * input. A slope of 0.0005 is small beside inputs near 1; with an input of 35
the gradient is 0.017. The slope has to be small enough for the largest of the inputs.

Look for the largest input in the call that is shown.

1. Which input is the largest in the call that is shown, and what is slope times that?
2. Every gradient has to be small, so think of the weight with the largest input.
3. Go further out on the curve: z of 20 leaves room for any input here.
"""


def silence_all(w, x):
    return 4.5 - sum(wi * xi for wi, xi in zip(w, x))
