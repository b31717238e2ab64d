"""Type hints, named tuples, keywords with defaults, and prints on the way."""

from math import tanh
from typing import NamedTuple


class Prediction(NamedTuple):
    weights: list
    bias: float


class Factors(NamedTuple):
    upstream: float
    slope: float
    input: float


class Nudge(NamedTuple):
    predicted: float
    real: float


def predict_gradients(w: list, x: list, b: float = 0.0) -> Prediction:
    out: float = tanh(sum(wi * xi for wi, xi in zip(w, x, strict=True)) + b)
    print(f"out is {out:.4f}")
    slope: float = 1.0 - out**2
    return Prediction([slope * xi for xi in x], slope)


def silence_one(w: list, b: float, i: int, others: float = 1.0) -> list:
    return [others * (k != i) for k, _ in enumerate(w)]


def silence_all(w: list, x: list, z: float = 15.0) -> float:
    return z - sum(wi * xi for wi, xi in zip(w, x))


def favour_smallest(w: list, b: float) -> list:
    sizes = [abs(wi) for wi in w]
    return [-1 if size == min(sizes) else 0 for size in sizes]


def rank_parameters(model, x: list) -> list:
    for p in model.parameters():
        p.grad = 0.0
    model(x).backward()
    ranked = list(model.parameters())
    ranked.sort(key=lambda p: abs(p.grad), reverse=True)
    for p in ranked:
        print(f"{p.grad:+.4f}")
    return ranked


def gradient_factors(model, x: list, j: int, i: int) -> Factors:
    signals = [x]
    for layer in model.layers:
        signals.append(layer(signals[-1]))
    signals[-1].backward()
    neuron = signals[1][j]
    return Factors(upstream=neuron.grad, slope=1.0 - neuron.data**2, input=x[i])


def nudge(model, x: list, k: int, h: float) -> Nudge:
    p = model.parameters()[k]
    p.grad = 0.0
    out = model(x)
    out.backward()
    kept, p.data = p.data, p.data + h
    moved, p.data = model(x).data, kept
    return Nudge(predicted=h * p.grad, real=moved - out.data)
