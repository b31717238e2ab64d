"""G50: You give the smallest weight the smallest input, and so it has the smallest gradient.

Small and small makes no large. The gradient of a weight is slope * input. The larger the input, the
larger the gradient. The weight's own size has no part in it.

Which input is the largest in your list, and whose is it?

1. Whose input is the largest in your list?
2. The weight's size does not matter for its gradient; the input's does.
3. Turn the two numbers round.
"""


def favour_smallest(w, b):
    smallest = min(w, key=abs)
    return [0.5 if wi == smallest else 1.0 for wi in w]
