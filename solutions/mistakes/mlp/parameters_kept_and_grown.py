"""M31: Your network adds its parameters to a list that it keeps, again at every call.

The second call of parameters() then lists each Value twice, the third one three times. One step
of training would then move it two or three times.

Print len(model.parameters()) twice for an MLP(3, [4, 4, 1]): it should be 41 both times.

1. What is in your list when parameters() begins for the second time?
2. A list that is filled in a method starts there, empty, at each call.
3. Make the list inside parameters(), and keep it in a name without self.
"""


def parameters(self):
    self.params = getattr(self, "params", [])
    for layer in self.layers:
        self.params += layer.parameters()
    return self.params
