"""How is what a learner's code did drawn?"""
