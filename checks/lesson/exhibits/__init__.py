"""The exhibits: what a learner's code did, drawn; in a terminal it is a neuron's sum."""

from checks.lesson.exhibits.sum import shown

__all__ = ["shown"]
