"""G35: You silence the weight before the one that was named: positions count from 0.

Weight 0 is the first, in w as in every list of Python. With i - 1 you reach the one before it, and
for i = 0 the last of all, because Python counts -1 from the end.

Call it with i = 0: which place of your list holds the 0?

1. Call your function with i = 0. Which weight is silent?
2. i is a position as Python counts it, so no 1 has to be taken off.
3. Use i as it is.
"""


def silence_one(w, b, i):
    x = [1.0] * len(w)
    x[i - 1] = 0.0
    return x
