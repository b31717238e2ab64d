"""G36: You make the sum 0, and an output of 0 does not mean gradients of 0.

Where the sum is 0 the output is 0, and tanh is steepest: every weight moves the output as much as
it ever can. How large an output is, and how far it moves, are two questions.

Nudge weight i by 0.1 at your inputs: does the output stay where it is?

1. The output is 0 with your inputs. Does it stay 0 when you nudge the weight?
2. The gradient is slope * input. At a sum of 0 the slope is at its largest.
3. The weight's own input is the factor that only this weight has.
"""


def silence_one(w, b, i):
    x = [1.0] * len(w)
    x[i] = (w[i] - b - sum(w)) / w[i]
    return x
