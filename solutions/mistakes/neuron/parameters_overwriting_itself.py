"""N31-overwrite: Your parameters() works once, and then puts its list in its own place.

The maths is right, and so is the list. But an attribute with the name of a method hides that
method. So the second call meets a list, and you cannot call a list.

Call neuron.parameters() two times in a row.

1. What happens at the second call of parameters()?
2. One name holds one thing: if self.parameters becomes a list, the method is out of reach.
3. Return the list without storing it, or store it under another name.
Seen: BobertoBobkinsIII/unfinished-micrograd, in Layer and MLP, and two more public versions
"""


def parameters(self):
    self.parameters = [*self.w, self.b]
    return self.parameters
