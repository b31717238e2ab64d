"""N35-zip: You use a name for the inputs that your method does not have.

The def line says how the input is called inside the method. Any other name is unknown there, so
Python stops with a NameError; the rest of your neuron may well be right.

Compare the name in the error with the names in the def line of __call__.

1. Which name does the last line of the error show, and where is it defined?
2. A method knows its own arguments, and what it finds on self.
3. Write the inputs with one name only: the one in the def line, everywhere.
Seen: tekknolagi, two names for one sum; naming and type slips have at least 12 authors
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, xs)), self.b)
    return pre_activation.tanh()
