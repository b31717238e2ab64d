"""G03-data: You set the data of the parameters to 0, and the task is to clear the gradients.

data is the parameter itself, what the network has learned; grad says how far it moves the output.
With every weight at 0 nothing moves anything any more, and what was learned is gone.

Print p.data of one parameter before and after your call.

1. Do the weights still have their values when your function is done?
2. A Value has two numbers, data and grad. Which of them did an earlier backward() leave?
3. Assign 0.0 to the grad attribute, and leave data alone.
"""


def rank_parameters(model, x):
    parameters = model.parameters()
    for p in parameters:
        p.data = 0.0
    model(x).backward()
    return sorted(parameters, key=lambda p: -abs(p.grad))
