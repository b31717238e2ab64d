"""G48: With equal inputs all gradients are equal, whatever the weights are.

A gradient is slope * input. The slope is shared, so the inputs alone decide which weight has the
largest gradient, and the weights' own sizes have no say in it.

Print the gradients for your inputs.

1. How do the gradients differ if all inputs are the same?
2. All weights share the slope. What makes their gradients differ is the inputs.
3. Give the smallest weight a larger input than all others.
"""


def favour_smallest(w, b):
    return [1.0 for _ in w]
