"""G42: You go in the right direction, and not far enough: at your z tanh is still too steep.

tanh bends slowly. At z = 2 the output is 0.96 and looks finished, but the slope is still 0.07; at z
= 3 it is 0.01, at z = 5 it is 0.0002. Large inputs multiply that.

What is 1 - out * out at your z?

1. What is the slope at your z? Compute it.
2. An output of 0.96 looks flat, and a slope of 0.07 is not small.
3. Go to z of 20, or -20: there is no need to be economical.
"""


def silence_all(w, x):
    return 3.0 - sum(wi * xi for wi, xi in zip(w, x))
