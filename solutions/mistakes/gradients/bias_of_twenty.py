"""G40-twenty: Your bias is large, but not for all products: here they pull the sum back to where
tanh is steep.

What counts is the whole sum, products and bias together. Where the products give -20, a bias of 20
leaves a sum of 0, in the middle of the curve. However large a fixed bias is, there are products
that undo it.

Compute z for the call that is shown.

1. What is z, products and bias together, in the call that is shown?
2. A bias is not large by itself: the products may be just as large, with the other sign.
3. Take the products off first, and add what you want z to be.
"""


def silence_all(w, x):
    return 20.0
