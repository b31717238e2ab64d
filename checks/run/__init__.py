"""The run: a learner's code in a worker of its own, and the observations that come back."""
