"""N36: You subtract the bias, and here it is added.

A neuron with a threshold instead of a bias subtracts it, and can learn as much. In this lesson the
pre-activation is w.x + b. With a minus, a larger b makes the output smaller.

Set every weight to 0 and the bias to 1.0: the output should be positive.

1. If the bias grows, should the output go up or down?
2. A larger bias makes the neuron fire more easily, so it enters the sum with a plus.
3. Change the sign in front of the bias; all else can stay.
"""


def __call__(self, x):
    pre_activation = sum(wi * xi for wi, xi in zip(self.w, x)) - self.b
    return pre_activation.tanh()
