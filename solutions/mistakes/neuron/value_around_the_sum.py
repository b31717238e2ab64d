"""N17-sum: You put a Value around something that is a Value already.

Adding and multiplying Values gives a Value, and its data is a number. If you wrap it once more, its
data is a Value, and tanh cannot work with that. The outer Value also has no parents.

Print the type of your sum before you wrap it, and the type of its data after.

1. What type does your sum have before you put Value around it?
2. You wrap numbers that you put in by hand. An operation on Values wraps its own result.
3. Take the outer Value away and go on with the sum as it is.
Seen: LeslieKid/mini-nn
"""


def __call__(self, x):
    pre_activation = Value(sum((wi * xi for wi, xi in zip(self.w, x)), self.b))
    return pre_activation.tanh()
