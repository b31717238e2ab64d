"""The judging: whether an answer is right, and if not, which known mistake it is."""
