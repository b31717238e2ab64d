"""G32: With all inputs 0 you silence every weight, and only one was to be silent.

Each weight's gradient has its own input as a factor, and nobody else's. So one input of 0 silences
one weight, and the others need inputs that are not 0.

Look at the gradients of the other weights with your inputs.

1. Which weights does an input of 0 silence: all of them, or its own?
2. The factor that a weight has for itself is its own input.
3. 0 in place i, and 1.0 for instance everywhere else.
"""


def silence_one(w, b, i):
    return [0.0 for _ in w]
