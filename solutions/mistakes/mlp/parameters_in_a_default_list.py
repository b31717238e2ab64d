"""M30: Your parameters() fills one list that all calls and all networks share.

Python makes a default argument, or a list in the class body, only once. So the list still holds
what earlier calls put there, and a Value is listed again each time.

Print len(model.parameters()) twice for an MLP(3, [4, 4, 1]): it should be 41 both times.

1. What is in your list when parameters() begins for the second time?
2. Python runs the def line and the class body once. Make a list that starts empty in the body.
3. Take the list out of the def line or the class body, and make it in the first line of the body.
"""


def parameters(self, params=[]):
    for layer in self.layers:
        params.extend(layer.parameters())
    return params
