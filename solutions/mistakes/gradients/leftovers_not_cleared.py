"""G03: What an earlier backward() left is still in your gradients.

backward() adds to what it finds: p.grad += ... That is right within one graph, where a Value can be
used twice. Between two runs somebody has to set the gradients back to 0. Clearing too late does not
help, nor does a name in a loop: `p = 0` changes the name, and `p.grad == 0` only compares.

Run backward() once before your function. Is p.grad 0 just before your own backward()?

1. Print the gradient of one parameter just before your backward(). Is it 0?
2. Gradients add up until somebody sets them back. The gradient is p.grad, not the name p.
3. Before backward(), go through all parameters and assign 0.0 to the grad of each.
Seen: asked again and again at karpathy/micrograd (#53, #54, #63)
"""


def rank_parameters(model, x):
    parameters = model.parameters()
    model(x).backward()
    return sorted(parameters, key=lambda p: -abs(p.grad))
