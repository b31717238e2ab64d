"""How is a class graded, and what did it not understand?"""
