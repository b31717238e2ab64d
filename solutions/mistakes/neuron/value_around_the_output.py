"""N17-out: You put a Value around the output, and that is a Value already.

Adding, multiplying and tanh each give a Value, and its data is a number. If you wrap it once more,
its data is a Value. The outer Value has no parents, so backward() ends there.

Print the type of your output before you wrap it, and the type of its data after.

1. What type does your output have before you put Value around it?
2. You wrap numbers that you put in by hand. An operation on Values wraps its own result.
3. Take the outer Value away and return the output as it is.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return Value(pre_activation.tanh())
