"""Gradients: which are large, which are small, and why. The seven functions stand by themselves.

A neuron computes z = w[0] * x[0] + w[1] * x[1] + ... + b, and then out = tanh(z). How far does
the end of the computation move when one weight moves a little? That is the weight's gradient,
and by the chain rule it is a product of three factors:

    gradient of w[i]  =  upstream  *  slope  *  input

    upstream   how far the end moves with this neuron's output. If the neuron's output is the
               end, it is 1. If nobody listens to the neuron, it is 0.
    slope      how far the output moves with z: 1 - out * out. It is 1 where z is 0 and the
               curve is steepest, and close to 0 where out is near -1 or 1 and the curve is flat.
    input      how far z moves with w[i]: x[i]. A bias has no input; it moves z by itself,
               so for a bias this factor is 1.

A product is small as soon as one of its factors is. Which one is your reason.

Worked by hand: w = [0.5, -1.0], b = 0.25 and x = [2.0, 1.0] give z = 0.25 and out = 0.2449, so the
slope is 1 - 0.2449 * 0.2449 = 0.9400. The gradients of the weights are 0.9400 * 2.0 = 1.8800 and
0.9400 * 1.0 = 0.9400, and that of the bias is 0.9400.

The last three functions get a `model`: a network of tanh neurons that ends in one output. At the
prompt, `from mlp import MLP` brings yours: try them on MLP(3, [4, 4, 1]).

    model(x)               the output for a list of numbers: one `Value`
    model.parameters()     all weights and biases in one list of `Value`s
    model.layers           the layers; model.layers[0] reads x, each other one the one before
    layer(x)               the outputs of one layer: a list of `Value`s, or the one `Value`
    layer.neurons          the neurons of a layer
    neuron(x)              the output of one neuron: one `Value`
    neuron.w, neuron.b     its weights, a list of `Value`s, and its bias, a `Value`

None of these functions changes a list that it gets. None changes a weight or a bias for good.
"""

import math


def predict_gradients(w, x, b):
    """Return the gradients of one neuron's output, by hand: with plain floats, no `Value`.

    The output of the neuron is the end of the computation here, so upstream is 1.

    Args:
        w: the weights, a list of floats.
        x: as many inputs, floats or ints.
        b: the bias, a float.

    Returns:
        Two things: the list of the gradients of the weights, in their order, and the gradient
        of the bias. The example above gives [1.8800, 0.9400], 0.9400.
    """
    # TODO: compute out, then the slope, then slope * input for each weight, and the same for the
    # bias.
    raise NotImplementedError


def silence_one(w, b, i):
    """Return inputs that make the gradient of weight i 0, and of no other weight.

    Any such inputs will do. The others count as not 0 from 0.001 on, above 0 or below it.

    Args:
        w: the weights of a neuron, a list of floats; b: its bias, a float. Their absolute
            values add up to at most 3.
        i: which weight to silence; 0 is the first.

    Returns:
        A list of inputs, floats or ints, one for each weight.
    """
    # TODO: choose inputs; which of the three factors can be 0 for one weight alone?
    raise NotImplementedError


def silence_all(w, x):
    """Return a bias that makes every gradient smaller than 0.001: of each weight, and its own.

    Smaller means closer to 0: -0.5 is not smaller. Any such bias will do. Before you write
    anything: where is the slope small, near z = 0 or far from it?

    Args:
        w: the weights of a neuron, a list of floats.
        x: as many inputs, floats. They may be large: the products wi * xi add up to something
            between -2000 and 2000.

    Returns:
        The bias, a finite float or an int.
    """
    # TODO: choose a bias; which of the three factors do all gradients share?
    raise NotImplementedError


def favour_smallest(w, b):
    """Return inputs that give the smallest weight the largest gradient of all weights.

    The smallest weight is the one closest to 0, and the largest gradient the one farthest from
    0; a sign makes neither smaller nor larger. Any such inputs will do.

    Args:
        w: the weights of a neuron, a list of floats, no two of the same size; b: its bias.

    Returns:
        A list of inputs, floats or ints, one for each weight.
    """
    # TODO: find the smallest weight, then choose inputs.
    raise NotImplementedError


def rank_parameters(model, x):
    """Return the parameters of a model, the largest gradient first: which move the output most?

    Large means far from 0, whatever the sign: the sign is the direction of the push, the size
    its strength. Parameters with gradients of the same size may come in any order.

    An earlier `backward()` may have left its gradients in the parameters. `backward()` adds to
    them, so set them back to 0 before yours runs.

    Args:
        model: a network, as described above.
        x: its inputs, a list of floats.

    Returns:
        A list of all parameters: either the `Value`s themselves, or their positions in
        model.parameters().
    """
    # TODO: clear what is left, run the network forward and backward, and sort.
    raise NotImplementedError


def gradient_factors(model, x, j, i):
    """Return the three factors of one gradient: why is it as large or as small as it is?

    The gradient is that of weight i of neuron j in the first layer, which is
    model.layers[0].neurons[j].w[i].

    Upstream is the gradient of that neuron's output. `backward()` puts it into that `Value`, and
    you need the `Value` to read it. So call the layers one by one, and keep the first output.

    Args:
        model: a network of two layers or more, as described above.
        x: its inputs, a list of floats.
        j, i: which neuron of the first layer, and which of its weights; 0 is the first.

    Returns:
        upstream, slope, input: three plain numbers, in this order. Their product is the
        gradient of that weight, and the smallest of them is the reason why it is small.
    """
    # TODO: run the network layer by layer, then backward from the end, and read the three factors.
    raise NotImplementedError


def nudge(model, x, k, h):
    """Return how far the output should move when one parameter moves by h, and how far it does.

    The gradient makes a promise: move me by h, and the output moves by about gradient * h. Here
    you see how well it keeps that: well for a small h, badly for a large one.

    Args:
        model: a network, as described above; earlier gradients may be left in its parameters.
        x: its inputs, a list of floats.
        k: which parameter, by its position in model.parameters().
        h: how far to move it, a float.

    Returns:
        predicted, real: gradient * h, and the output with the parameter moved minus the output
        before. Two plain numbers. Afterwards the parameter has its old value again.
    """
    # TODO: find the gradient, move the parameter, see how far the output goes, and move it back.
    raise NotImplementedError
