"""G46: You favour the largest weight, and it is the smallest that was to win.

A large weight has no large gradient by itself: its own size is no factor of it. Whoever has the
largest input wins, and you gave that to the largest weight.

Which weight has the largest input in your list?

1. Which weight gets the largest input from you?
2. Look for the weight closest to 0, not for the one farthest from it.
3. min with key=abs finds it; max finds the opposite.
"""


def favour_smallest(w, b):
    largest = max(w, key=abs)
    return [1.0 if wi == largest else 0.5 for wi in w]
