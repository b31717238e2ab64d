"""The running: a learner's code at work, and what it did."""
