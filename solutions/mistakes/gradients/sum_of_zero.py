"""G08: You bring the sum to 0, where the output is 0 and the gradients are at their largest.

An output of 0 does not mean a gradient of 0. At a sum of 0 tanh is steepest, and the slope is 1.
Far from 0, on either side, the curve is flat: there a nudge moves next to nothing, and the slope is
nearly 0.

Draw tanh, and put a finger on the place where your bias brings the neuron.

1. Push the bias to 6 and look at the gradients again. Larger or smaller?
2. Near +1 or -1 the curve is flat, so a nudge does nothing. In the middle it is steepest.
3. Choose the bias so that the sum with it is far from 0: 20 or -20, whatever the products give.
Seen: stackoverflow 61392480 asks why a saturated tanh learns nothing
"""


def silence_all(w, x):
    return -sum(wi * xi for wi, xi in zip(w, x))
