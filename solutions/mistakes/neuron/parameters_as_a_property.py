"""N31-property: Your list of parameters is right, but you made it a property.

You read a property without brackets. The lesson, like PyTorch, calls parameters() with brackets.
Python then tries to call the list.

Write neuron.parameters() and read the error; then write it without brackets.

1. Which line above your method changes how it is used?
2. A property looks like an attribute; a method is called. parameters is meant to be called.
3. Take away the decorator, and keep the method as it is.
"""


@property
def parameters(self):
    return [*self.w, self.b]
