"""How is a learner's code run, and what did it do?"""
