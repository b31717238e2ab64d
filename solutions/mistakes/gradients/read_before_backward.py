"""G01: You read the gradients before backward() has filled them in.

The forward pass only records what was computed from what. backward() walks that record and puts a
gradient into each Value. Until then grad holds 0, or what an earlier run left there, as here.

What does out.grad say at the place where you sort?

1. Where do the gradients come from that you sort by? What does out.grad say there?
2. The forward pass only records. backward() walks the record and fills the gradients in.
3. One more line between the call of the model and the sorting.
Seen: karpathy/nn-zero-to-hero #40 and PR #80 (a graph drawn before backward)
"""


def rank_parameters(model, x):
    parameters = model.parameters()
    model(x)
    return sorted(parameters, key=lambda p: -abs(p.grad))
