"""M14-methods: Your list holds the method parameters of each layer, and not what it returns.

Without brackets you only name a method, and it does not run. So your list holds pieces of code, and
no Values.

Print model.parameters(): you will see the words bound method.

1. What do the items of your list look like when you print them?
2. A method runs only with brackets after its name, and here it gives a list.
3. Add the brackets, and pour out each list into your own with a second for.
"""


def parameters(self):
    return [layer.parameters for layer in self.layers]
