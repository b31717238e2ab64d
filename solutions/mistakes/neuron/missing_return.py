"""N26-none: A call of your neuron returns None.

A function gives None without a return, and if what stands behind it gives None: append(), insert(),
sort() and print() do. Code in quotation marks never runs. The next layer multiplies by None.

Print neuron(x).

1. What does print(neuron(x)) show?
2. A call hands back what stands after return; without return that is None.
3. The last line begins with return, and the output stands behind it.
Seen: ankitgpt18, a notebook with return 0.0 in its place
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    pre_activation.tanh()
