"""The exhibits: what a learner's code did, drawn."""
