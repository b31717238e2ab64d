"""M30: Your parameters() fills one list that all calls and all networks share.

A default argument is made once, when Python reads the def line, and not anew for each call. So the
list still holds what earlier calls put there, and a Value is listed again each time.

Print len(model.parameters()) twice for an MLP(3, [4, 4, 1]): it should be 41 both times.

1. What is in your list when parameters() begins for the second time?
2. What stands in the def line exists once. A list that is to start empty is made in the body.
3. Take the argument out of the brackets, and make the list in the first line of the body.
"""


def parameters(self, params=[]):
    for layer in self.layers:
        params.extend(layer.parameters())
    return params
