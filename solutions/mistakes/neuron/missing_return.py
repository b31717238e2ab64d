"""N26-none: A call of your neuron returns None.

A function without a return gives None. So does one whose code stands inside the text in quotation
marks below its def. The next layer then has to multiply by None.

Print neuron(x).

1. What does print(neuron(x)) show?
2. A call hands back what stands after return; without return that is None.
3. The last line makes the output and begins with return.
Seen: ankitgpt18, a notebook with return 0.0 in its place
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    pre_activation.tanh()
